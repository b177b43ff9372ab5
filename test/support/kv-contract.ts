import type { Cases } from './contract-cases.ts'

/** Before each case. */
export async function prepareKv(kv: KVNamespace): Promise<void> {
  const { keys } = await kv.list()
  for (const { name } of keys) await kv.delete(name)
}

const bytes = (buffer: ArrayBuffer | null) => buffer && [...new Uint8Array(buffer)]
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

async function fill(kv: KVNamespace): Promise<void> {
  for (const key of ['a:1', 'a:2', 'a:3', 'b', 'a%']) await kv.put(key, key)
  await kv.put('a:2', 'a:2', { metadata: { two: 2 } })
}

const page = ({ keys, list_complete }: KVNamespaceListResult<unknown>) => ({ keys, list_complete })

/** What Cloudflare documents of Workers KV, as the real local KV answers. */
export const KV_CASES: Cases<KVNamespace> = {
  'what is not there is null': {
    ask: async (kv) => [await kv.get('x'), await kv.get('x', 'json'), (await kv.getWithMetadata('x')).value],
    answer: [null, null, null],
  },
  'text is kept': {
    ask: async (kv) => {
      await kv.put('x', 'é\0😀')
      return [await kv.get('x'), bytes(await kv.get('x', 'arrayBuffer'))]
    },
    answer: ['é\0😀', [195, 169, 0, 240, 159, 152, 128]],
  },
  'bytes are kept': {
    ask: async (kv) => {
      await kv.put('x', new Uint8Array([1, 0, 255]))
      return bytes(await kv.get('x', { type: 'arrayBuffer' }))
    },
    answer: [1, 0, 255],
  },
  'a stream is kept, and read': {
    ask: async (kv) => {
      await kv.put('x', new Response('stream').body as ReadableStream)
      return new Response(await kv.get('x', 'stream')).text()
    },
    answer: 'stream',
  },
  'JSON is read': {
    ask: async (kv) => {
      await kv.put('x', '{"a":1}')
      return kv.get('x', 'json')
    },
    answer: { a: 1 },
  },
  'metadata is kept, until another put': {
    ask: async (kv) => {
      await kv.put('x', '1', { metadata: { a: [1] } })
      const first = await kv.getWithMetadata('x')
      await kv.put('x', '2')
      return [first, await kv.getWithMetadata('x')]
    },
    answer: [
      { value: '1', metadata: { a: [1] }, cacheStatus: null },
      { value: '2', metadata: null, cacheStatus: null },
    ],
  },
  'several keys are read at once': {
    ask: async (kv) => {
      await fill(kv)
      const values = await kv.get(['a:1', 'x'])
      const whole = await kv.getWithMetadata(['a:2', 'x'])
      return [[...values], [...whole].map(([key, found]) => [key, found?.value ?? null])]
    },
    answer: [
      [
        ['a:1', 'a:1'],
        ['x', null],
      ],
      [
        ['a:2', 'a:2'],
        ['x', null],
      ],
    ],
  },
  'a key is deleted, or was not there': {
    ask: async (kv) => {
      await fill(kv)
      await kv.delete('a:1')
      await kv.delete('x')
      return [await kv.get('a:1'), await kv.get('a:3')]
    },
    answer: [null, 'a:3'],
  },
  'keys are listed in order, with expiry and metadata': {
    ask: async (kv) => {
      await fill(kv)
      await kv.put('c', '', { expiration: 2_000_000_000 })
      return page(await kv.list())
    },
    answer: {
      keys: [
        { name: 'a%' },
        { name: 'a:1' },
        { name: 'a:2', metadata: { two: 2 } },
        { name: 'a:3' },
        { name: 'b' },
        { name: 'c', expiration: 2_000_000_000 },
      ],
      list_complete: true,
    },
  },
  'a prefix is listed, page by page': {
    ask: async (kv) => {
      await fill(kv)
      const first = await kv.list({ prefix: 'a:', limit: 2 })
      const cursor = first.list_complete ? null : first.cursor
      return [page(first), page(await kv.list({ prefix: 'a:', limit: 2, cursor }))]
    },
    answer: [
      { keys: [{ name: 'a:1' }, { name: 'a:2', metadata: { two: 2 } }], list_complete: false },
      { keys: [{ name: 'a:3' }], list_complete: true },
    ],
  },
  'a prefix is no pattern': {
    ask: async (kv) => {
      await fill(kv)
      return page(await kv.list({ prefix: 'a%' }))
    },
    answer: { keys: [{ name: 'a%' }], list_complete: true },
  },
  'what lives on is there': {
    ask: async (kv) => {
      await kv.put('x', '1', { expirationTtl: 60 })
      await kv.put('y', '2', { expiration: inAnHour() })
      return [await kv.get('x'), await kv.get('y')]
    },
    answer: ['1', '2'],
  },
  'a life of under a minute is refused': {
    ask: (kv) => kv.put('x', '1', { expirationTtl: 30 }),
    answer: { error: 'KV PUT failed: 400 Invalid expiration_ttl of 30. Expiration TTL must be at least 60.' },
  },
  'a life that is over is refused': {
    ask: (kv) => kv.put('x', '1', { expiration: 1 }),
    answer: {
      error:
        'KV PUT failed: 400 Invalid expiration of 1. Please specify integer greater than the current number of seconds since the UNIX epoch.',
    },
  },
  'an empty key is refused': {
    ask: (kv) => kv.get(''),
    answer: { error: 'Key name cannot be empty.' },
  },
  'a key that is a path is refused': {
    ask: (kv) => kv.put('..', '1'),
    answer: { error: '".." is not allowed as a key name.' },
  },
  'a key of 512 bytes is kept, of 513 refused': {
    ask: async (kv) => {
      await kv.put('é'.repeat(256), '1')
      await kv.put(`${'é'.repeat(256)}e`, '1')
    },
    answer: { error: 'KV PUT failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.' },
  },
  'long metadata is refused': {
    ask: (kv) => kv.put('x', '1', { metadata: 'x'.repeat(1023) }),
    answer: { error: 'KV PUT failed: 413 Metadata length of 1025 exceeds limit of 1024.' },
  },
  'an object is refused as a value': {
    ask: (kv) => kv.put('x', {} as unknown as string),
    answer: {
      error: 'KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.',
    },
  },
  'a page of more than 1,000 is refused': {
    ask: (kv) => kv.list({ limit: 1001 }),
    answer: {
      error: 'KV GET failed: 400 Invalid key_count_limit of 1001. Please specify an integer less than 1000.',
    },
  },
}
