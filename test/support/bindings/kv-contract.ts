import type { Kv } from '../../../src/limiter/kv-namespace.ts'
import type { Cases } from './contract-cases.ts'

async function fill(kv: Kv): Promise<void> {
  for (const key of ['a:1', 'a:2', 'a:3', 'b', 'a%']) await kv.put(key, key)
  await kv.put('a:2', 'a:2', { metadata: { two: 2 } })
}

/** Leaves out the cursor, whose text differs, and the cache status of Cloudflare. */
function page({ keys, list_complete }: Awaited<ReturnType<Kv['list']>>) {
  return { keys, list_complete }
}

/**
 * The documented behaviour of Workers KV that the service relies on, with the results of the real local KV.
 */
export const KV_CASES: Cases<Kv> = {
  'a missing key is null': {
    call: (kv) => kv.get('x'),
    result: null,
  },
  'text is stored whole': {
    call: async (kv) => {
      await kv.put('x', 'é\0😀')
      return kv.get('x')
    },
    result: 'é\0😀',
  },
  'a put replaces value and metadata': {
    call: async (kv) => {
      await kv.put('x', '1', { metadata: { a: [1] } })
      const { keys: before } = await kv.list()
      await kv.put('x', '2')
      const { keys: after } = await kv.list()
      return [before, after, await kv.get('x')]
    },
    result: [[{ name: 'x', metadata: { a: [1] } }], [{ name: 'x' }], '2'],
  },
  'keys are listed in order, with their metadata': {
    call: async (kv) => {
      await fill(kv)
      return page(await kv.list())
    },
    result: {
      keys: [
        { name: 'a%' },
        { name: 'a:1' },
        { name: 'a:2', metadata: { two: 2 } },
        { name: 'a:3' },
        { name: 'b' },
      ],
      list_complete: true,
    },
  },
  'a prefix is listed page by page': {
    call: async (kv) => {
      await fill(kv)
      const first = await kv.list({ prefix: 'a:', limit: 2 })
      const cursor = first.list_complete ? '' : first.cursor
      return [page(first), page(await kv.list({ prefix: 'a:', limit: 2, cursor }))]
    },
    result: [
      { keys: [{ name: 'a:1' }, { name: 'a:2', metadata: { two: 2 } }], list_complete: false },
      { keys: [{ name: 'a:3' }], list_complete: true },
    ],
  },
  'a prefix is not a pattern': {
    call: async (kv) => {
      await fill(kv)
      return page(await kv.list({ prefix: 'a%' }))
    },
    result: { keys: [{ name: 'a%' }], list_complete: true },
  },
  'an entry exists before its expiry': {
    call: async (kv) => {
      await kv.put('x', '1', { expirationTtl: 60 })
      return kv.get('x')
    },
    result: '1',
  },
  'a TTL below a minute is refused': {
    call: (kv) => kv.put('x', '1', { expirationTtl: 30 }),
    result: { error: 'KV PUT failed: 400 Invalid expiration_ttl of 30. Expiration TTL must be at least 60.' },
  },
  'a TTL of 0 is refused': {
    call: (kv) => kv.put('x', '1', { expirationTtl: 0 }),
    result: {
      error: 'KV PUT failed: 400 Invalid expiration_ttl of 0. Please specify integer greater than 0.',
    },
  },
  'an empty key is refused': {
    call: (kv) => kv.get(''),
    result: { error: 'Key name cannot be empty.' },
  },
  'a path step is refused as a key': {
    call: (kv) => kv.put('..', '1'),
    result: { error: '".." is not allowed as a key name.' },
  },
  'a key of 512 bytes is stored, one of 513 refused': {
    call: async (kv) => {
      await kv.put('é'.repeat(256), '1')
      await kv.put(`${'é'.repeat(256)}e`, '1')
    },
    result: { error: 'KV PUT failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.' },
  },
  'metadata above 1,024 bytes is refused': {
    call: (kv) => kv.put('x', '1', { metadata: 'x'.repeat(1023) }),
    result: { error: 'KV PUT failed: 413 Metadata length of 1025 exceeds limit of 1024.' },
  },
  'a page of more than 1,000 is refused': {
    call: (kv) => kv.list({ limit: 1001 }),
    result: {
      error: 'KV GET failed: 400 Invalid key_count_limit of 1001. Please specify an integer less than 1000.',
    },
  },
}
