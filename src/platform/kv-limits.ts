/** What Workers KV refuses, in its words: https://developers.cloudflare.com/kv/platform/limits/ */
const KEY_MAX_BYTES = 512
const METADATA_MAX_BYTES = 1024
const TTL_MIN_SECONDS = 60
const LIST_MAX = 1000

/** @throws for a key that KV has no room for. */
export function checkKey(key: string): string {
  if (key === '') throw new TypeError('Key name cannot be empty.')
  if (key === '.' || key === '..') throw new TypeError(`"${key}" is not allowed as a key name.`)
  const length = byteLength(key)
  if (length <= KEY_MAX_BYTES) return key
  throw new Error(
    `KV PUT failed: 414 UTF-8 encoded length of ${length} exceeds key length limit of ${KEY_MAX_BYTES}.`,
  )
}

/** The metadata as it is kept. @throws where it is too long. */
export function checkMetadata(metadata: unknown): string | null {
  if (metadata === undefined || metadata === null) return null
  const text = JSON.stringify(metadata)
  const length = byteLength(text)
  if (length <= METADATA_MAX_BYTES) return text
  throw new Error(`KV PUT failed: 413 Metadata length of ${length} exceeds limit of ${METADATA_MAX_BYTES}.`)
}

/** When an entry ends, in epoch seconds, or null for never. @throws for what ends too soon. */
export function checkExpiry(
  { expiration, expirationTtl }: KVNamespacePutOptions,
  nowSeconds: number,
): number | null {
  if (expirationTtl !== undefined) return nowSeconds + checkTtl(expirationTtl)
  if (expiration === undefined) return null
  if (expiration >= nowSeconds + TTL_MIN_SECONDS) return expiration
  throw new Error(
    `KV PUT failed: 400 Invalid expiration of ${expiration}. ${
      expiration > nowSeconds
        ? `Expiration times must be at least ${TTL_MIN_SECONDS} seconds in the future.`
        : 'Please specify integer greater than the current number of seconds since the UNIX epoch.'
    }`,
  )
}

function checkTtl(ttl: number): number {
  if (ttl >= TTL_MIN_SECONDS) return ttl
  throw new Error(
    `KV PUT failed: 400 Invalid expiration_ttl of ${ttl}. ${
      ttl > 0
        ? `Expiration TTL must be at least ${TTL_MIN_SECONDS}.`
        : 'Please specify integer greater than 0.'
    }`,
  )
}

/** How many keys a page has at most; none asked for is as many as there may be. */
export function checkLimit(limit: number | null | undefined): number {
  if (!limit) return LIST_MAX
  if (limit <= LIST_MAX) return limit
  throw new Error(
    `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer less than ${LIST_MAX}.`,
  )
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
