/**
 * The limits of Workers KV, with its error messages: https://developers.cloudflare.com/kv/platform/limits/
 */
const KEY_MAX_BYTES = 512
const METADATA_MAX_BYTES = 1024
const TTL_MIN_SECONDS = 60
const LIST_MAX = 1000

/** Returns the key. @throws if it is empty, too long or a path step */
export function checkKey(key: string): string {
  if (key === '') throw new TypeError('Key name cannot be empty.')
  if (key === '.' || key === '..') throw new TypeError(`"${key}" is not allowed as a key name.`)
  const length = byteLength(key)
  if (length <= KEY_MAX_BYTES) return key
  throw new Error(
    `KV PUT failed: 414 UTF-8 encoded length of ${length} exceeds key length limit of ${KEY_MAX_BYTES}.`,
  )
}

/** Returns the metadata as JSON, or null if absent. @throws if it is too long */
export function checkMetadata(metadata: unknown): string | null {
  if (metadata === undefined || metadata === null) return null
  const text = JSON.stringify(metadata)
  const length = byteLength(text)
  if (length <= METADATA_MAX_BYTES) return text
  throw new Error(`KV PUT failed: 413 Metadata length of ${length} exceeds limit of ${METADATA_MAX_BYTES}.`)
}

/** Returns the expiry in epoch seconds, or null for an entry without one. @throws if the TTL is too short */
export function checkExpirationTtl(ttlSeconds: number | undefined, nowSeconds: number): number | null {
  if (ttlSeconds === undefined) return null
  if (ttlSeconds >= TTL_MIN_SECONDS) return nowSeconds + ttlSeconds
  throw new Error(
    `KV PUT failed: 400 Invalid expiration_ttl of ${ttlSeconds}. ${
      ttlSeconds > 0
        ? `Expiration TTL must be at least ${TTL_MIN_SECONDS}.`
        : 'Please specify integer greater than 0.'
    }`,
  )
}

/**
 * Returns the number of keys a page may have; a limit of 0 means the maximum.
 * @throws if it is above the maximum
 */
export function checkLimit(limit: number | undefined): number {
  if (!limit) return LIST_MAX
  if (limit <= LIST_MAX) return limit
  throw new Error(
    `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer less than ${LIST_MAX}.`,
  )
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
