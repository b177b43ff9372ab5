/** A result of a check, in one sentence. Only a failure means that sign-in or tokens do not work. */
export type Finding = { level: 'ok' | 'fail' | 'note'; text: string }

export const ok = (text: string): Finding => ({ level: 'ok', text })
export const fail = (text: string): Finding => ({ level: 'fail', text })
export const note = (text: string): Finding => ({ level: 'note', text })

/** Returns a value as JSON without control characters, and at most 200 characters of it. */
export function quote(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'missing').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
  return text.length > 200 ? `${text.slice(0, 200)} …` : text
}
