/** P-256, y² = x³ − 3x + b modulo p: NIST SP 800-186 section 3.2.1.3. */
const P256 = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/** Edwards25519, −x² + y² = 1 + dx²y² modulo p: RFC 8032 section 5.1. */
const P25519 = 2n ** 255n - 19n
const D25519 = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n

/** The highest bit of an Ed25519 key, which holds the sign of x. The other bits hold y. */
const SIGN_BIT = 2n ** 255n

/** Whether two coordinates of 32 octets, with the highest first, are a point on P-256. */
export function isOnP256(first: Uint8Array, second: Uint8Array): boolean {
  const [x, y] = [toInteger(first), toInteger(second)]
  return x < P256 && y < P256 && (y ** 2n - x ** 3n + 3n * x - P256_B) % P256 === 0n
}

/**
 * Whether an Ed25519 key of 32 octets, with the lowest first, is the only encoding of a point on the curve,
 * and not a point of small order. Anyone can sign for a point of small order, and only some runtimes refuse
 * such a signature.
 */
export function isEd25519Key(octets: Uint8Array): boolean {
  const y = toInteger(octets.toReversed()) % SIGN_BIT
  return y < P25519 && !hasSmallOrder(y) && isOnEdwards25519(y)
}

/**
 * Whether a point with this y has an order of 8 or less. Doubling it yields y = 0, of order 4, exactly if
 * dy⁴ + 2y² = 1. The orders 1 and 2 have y² = 1.
 */
function hasSmallOrder(y: bigint): boolean {
  const square = y ** 2n % P25519
  return (y * (square - 1n) * (D25519 * square ** 2n + 2n * square - 1n)) % P25519 === 0n
}

/** Whether a point has this y: x² = (y² − 1) / (dy² + 1) is a square if its terms' product is one. */
function isOnEdwards25519(y: bigint): boolean {
  const square = y ** 2n % P25519
  return isSquare(((square - 1n) * (D25519 * square + 1n)) % P25519)
}

/**
 * Whether the value is a square modulo p, by Euler's criterion: its power of (p − 1) / 2 = 2²⁵⁴ − 10 is 1, so
 * its powers of 2²⁵⁴ and of 10 are equal.
 */
function isSquare(value: bigint): boolean {
  let power = value
  for (let doublings = 0; doublings < 254; doublings++) power = power ** 2n % P25519
  return power === value ** 10n % P25519
}

function toInteger(octets: Uint8Array): bigint {
  return BigInt(`0x${Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')}`)
}
