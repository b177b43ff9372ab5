const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * The largest multiple of 62 that fits a byte. Larger bytes are rejected: they would favour the first digits.
 */
const FAIR_BYTES = 248

/** Formats an integer from 0 to 2^53 − 1 in base 62, padded with zeros to `length` digits. */
export function base62(value: number, length: number): string {
  let digits = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) digits = ALPHABET.charAt(rest % 62) + digits
  return digits.padStart(length, '0')
}

/** Returns `length` uniform base-62 digits (5.95 bits each) from the platform's secure generator. */
export function randomBase62(length: number): string {
  let digits = ''
  while (digits.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length - digits.length))) {
      if (byte < FAIR_BYTES) digits += ALPHABET.charAt(byte % 62)
    }
  }
  return digits
}
