import { EDITIONS, type Edition } from '../service/editions.ts'

export type SelfHosted = Exclude<Edition, 'workerd'>

/** Calls to a binding, and their result on Cloudflare as JSON; an error is `{ error: message }`. */
export type Case<Subject> = {
  call: (subject: Subject) => Promise<unknown>
  result: unknown
  /** The result on the self-hosted editions, or only on those in `on`, if it differs; and the reason. */
  difference?: { on?: SelfHosted[]; result: unknown; why: string }
}

/** Cases by their titles. */
export type Cases<Subject> = Record<string, Case<Subject>>

export const SELF_HOSTED = EDITIONS.filter((edition) => edition !== 'workerd')

/** Makes the calls of a case. Returns the result as JSON, so that another process can compare it. */
export async function runCase<Subject>({ call }: Case<Subject>, subject: Subject): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify((await call(subject)) ?? null))
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** Returns the result that the edition must have. */
export function expectedResult<Subject>({ result, difference }: Case<Subject>, edition: SelfHosted): unknown {
  if (!difference) return result
  return (difference.on ?? SELF_HOSTED).includes(edition) ? difference.result : result
}
