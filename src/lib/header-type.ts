/** Returns the `typ` of a JWT header in lower case, without `application/`: RFC 7515 section 4.1.9. */
export function shortType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '')
}
