import { withTimeout } from '../../lib/with-timeout.ts'
import { ping } from '../../model/database.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'
import type { Alive, Checks, Ready, Unready } from './responses.ts'

/** The longest time that a component may take to prove that it responds. */
const CHECK_TIMEOUT_MS = 2_000

/** Cache a result this long: `/readyz` is public and must not load the database. */
const RESULT_TTL_MS = 1_000

/** A key that is never written: the check only needs KV to respond. */
const UNUSED_KEY = 'ready'

/** Creates the liveness route: it checks nothing. */
export function alive() {
  return new Hono<Env>().get('/', (c) => respondJson(c, { status: 'alive' } satisfies Alive))
}

/** Creates the readiness route: 200 if every component responds, else 503 with the state of each. */
export function ready(deps: Deps) {
  let known = { until: Number.NEGATIVE_INFINITY, checks: {} as Checks }
  return new Hono<Env>().get('/', async (c) => {
    if (deps.now() >= known.until) known = { checks: await checkAll(deps), until: deps.now() + RESULT_TTL_MS }
    const { checks } = known
    const isReady = Object.values(checks).every((state) => state === 'ok')
    return isReady
      ? respondJson(c, { status: 'ready', checks } satisfies Ready)
      : respondJson(c, { status: 'unavailable', checks } satisfies Unready, 503)
  })
}

/** Creates the readiness route of a service whose settings are invalid. It names them; the log says why. */
export function unready(problems: string[]) {
  const settings = problems.map((problem) => problem.split(':', 1)[0] ?? '')
  return new Hono<Env>().get('/', (c) =>
    respondJson(c, { status: 'unavailable', checks: { settings } } satisfies Unready, 503),
  )
}

async function checkAll(deps: Deps): Promise<Checks> {
  const [settings, database, kv] = await Promise.all([
    check(Promise.all([deps.peppers(), deps.signingKeys.signer()])),
    check(ping(deps.db)),
    check(deps.kv?.get(UNUSED_KEY)),
  ])
  return { settings, database, kv }
}

async function check(work: Promise<unknown> | undefined): Promise<Checks[keyof Checks]> {
  try {
    await withTimeout(CHECK_TIMEOUT_MS, Promise.resolve(work))
    return 'ok'
  } catch {
    return 'does not answer'
  }
}
