/** The part of Workers KV that the service uses. `KVNamespace` of Workers has all of it. */
export type Kv = {
  get(key: string): Promise<string | null>
  put(key: string, value: string, options?: KvPutOptions): Promise<void>
  list(options?: KvListOptions): Promise<KvPage>
}

type KvPutOptions = { expirationTtl?: number; metadata?: unknown }

/** `cursor` comes from the page before. */
export type KvListOptions = { prefix?: string; limit?: number; cursor?: string }

type KvPage = { keys: KvKey[] } & ({ list_complete: true } | { list_complete: false; cursor: string })

export type KvKey = { name: string; metadata?: unknown }
