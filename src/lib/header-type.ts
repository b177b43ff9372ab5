/** Returns the `typ` of a JWT header in lower case, without `application/`: RFC 7515 section 4.1.9. */
export function shortType(typ: unknown): string {
  return String(typ)
    .toLowerCase()
    .replace(/^application\//, '')
}
