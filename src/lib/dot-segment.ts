/**
 * Whether a text is a dot segment, which URL parsers remove from a path even if it is percent-encoded: RFC
 * 3986 section 5.2.4, https://url.spec.whatwg.org/#double-dot-path-segment. An object with such an ID could
 * not be addressed.
 */
export function isDotSegment(text: string): boolean {
  return text === '.' || text === '..'
}
