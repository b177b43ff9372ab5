import { withTimeout } from '../../lib/with-timeout.ts'
import { ping } from '../../model/database.ts'
import type { Alive, Ready, Unready } from '../answers.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'

/** How long a part may take to prove that it answers. */
const CHECK_TIMEOUT_MS = 2_000

/** How long a finding holds: whoever asks oftener, and anyone may, costs nothing. */
const KNOWN_MS = 1_000

/** A key that is never written: whether KV answers is all that matters. */
const NO_KEY = 'ready'

/** Whether the process lives; it asks nothing of anyone. */
export function alive() {
  return new Hono<Env>().get('/', (c) => respondJson(c, { status: 'alive' } satisfies Alive))
}

/** Whether each part that a request may need answers: 200, or 503 that says which does not. */
export function ready(deps: Deps) {
  let known = { until: Number.NEGATIVE_INFINITY, checks: {} as Checks }
  return new Hono<Env>().get('/', async (c) => {
    if (deps.now() >= known.until) known = { checks: await checkAll(deps), until: deps.now() + KNOWN_MS }
    const { checks } = known
    const ready = Object.values(checks).every((state) => state === 'ok')
    return ready
      ? respondJson(c, { status: 'ready', checks } satisfies Ready)
      : respondJson(c, { status: 'unavailable', checks } satisfies Unready, 503)
  })
}

async function checkAll(deps: Deps): Promise<Checks> {
  const asked = Object.entries(CHECKS).map(([part, check]) => ask(part, check(deps)))
  return Object.fromEntries(await Promise.all(asked)) as Checks
}

type Checks = Ready['checks']

const CHECKS: Record<keyof Checks, (deps: Deps) => Promise<unknown>> = {
  settings: ({ peppers, signingKeys }) => Promise.all([peppers(), signingKeys.signer()]),
  database: ({ db }) => ping(db),
  kv: async ({ kv }) => kv?.get(NO_KEY),
}

async function ask(part: string, check: Promise<unknown>): Promise<[string, Checks[keyof Checks]]> {
  try {
    await withTimeout(CHECK_TIMEOUT_MS, check)
    return [part, 'ok']
  } catch {
    return [part, 'does not answer']
  }
}
