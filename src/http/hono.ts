import { HonoBase, type HonoOptions } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { Env } from './env.ts'

/**
 * Hono with the one router that supports our paths. The default class bundles two and tries the other first.
 */
export class Hono<E extends Env = Env> extends HonoBase<E> {
  constructor(options: HonoOptions<E> = {}) {
    super({ router: new TrieRouter(), ...options })
  }
}
