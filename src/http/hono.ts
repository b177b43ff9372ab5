import { HonoBase, type HonoOptions } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { Env } from './env.ts'

/** Hono with the one of its routers that takes paths like ours: the usual class carries two, and tries the other first. */
export class Hono<E extends Env = Env> extends HonoBase<E> {
  constructor(options: HonoOptions<E> = {}) {
    super({ router: new TrieRouter(), ...options })
  }
}
