/**
 * Returns JSON whose bytes are ASCII other than `>`, `?`, `~` and DEL: these and all non-ASCII characters are
 * escaped. No six bits of such bytes are 62 or 63, so its base64url has no `-` and no `_`, and decoders of
 * standard base64 accept it too.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[>?~\u007f-\uffff]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
