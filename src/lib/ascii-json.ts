/**
 * JSON whose bytes are ASCII without `>`, `?`, `~` and DEL, all of them escaped. No six bits of such bytes are
 * 62 or 63, so the base64url of it has no `-` and no `_`: decoders of standard base64 read it too.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[>?~\u007f-\uffff]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
