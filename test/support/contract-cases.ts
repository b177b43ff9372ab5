import { EDITIONS, type Edition } from './editions.ts'

export type SelfHosted = Exclude<Edition, 'workerd'>

/** One question to whatever is under contract, and Cloudflare's answer to it, or what is thrown as `{ error }`. */
export type Case<Subject> = {
  ask: (subject: Subject) => Promise<unknown>
  answer: unknown
  /** Where ours answers otherwise, what then, and why that is borne. */
  deviation?: { on?: SelfHosted[]; answer: unknown; why: string }
}

export type Cases<Subject> = Record<string, Case<Subject>>

export const SELF_HOSTED = EDITIONS.filter((edition) => edition !== 'workerd')

/** The answer as JSON has it: so that one process can ask and another judge. */
export async function outcome<Subject>({ ask }: Case<Subject>, subject: Subject): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify((await ask(subject)) ?? null))
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** What that edition must answer. */
export function expected<Subject>({ answer, deviation }: Case<Subject>, edition: Edition): unknown {
  if (!deviation || edition === 'workerd') return answer
  return (deviation.on ?? SELF_HOSTED).includes(edition) ? deviation.answer : answer
}
