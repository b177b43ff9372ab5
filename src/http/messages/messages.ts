import type { Refusal, RefusalCode, Refusals } from '../../domain/refusal.ts'
import { enUS } from './en-US.ts'

/** A sentence for every refusal: a language that lacks one does not compile. */
export type Messages = { [Code in RefusalCode]: (detail: Refusals[Code]) => string }

/** Says in a sentence what was refused, why, and how to mend it. */
export function say<Code extends RefusalCode>(
  { code, detail }: Refusal<Code>,
  messages: Messages = enUS,
): string {
  return messages[code](detail)
}
