import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify } from 'jose'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addKey, type KeyRing, promoteKey, retireKey } from '../../src/cli/key-ring.ts'
import { createSigningKeys, type SigningJwk } from '../../src/domain/signing-keys.ts'
import { type App, empty, migrate, startApp } from './support.ts'

beforeAll(migrate)
beforeEach(empty)

const ISSUER = 'https://latchkey.test'
const PATH = '/api/v1/user-applications'

/** The waits that the command advises: the cache time of published keys, and the lifetime of tokens. */
const KEYS_KEPT_SECONDS = 300
const TOKENS_LIVE_SECONDS = 900

/** The length of a deployment, in which old and new instances respond. */
const DEPLOYMENT_SECONDS = 60
const STEP_SECONDS = 30
const CLIENTS = 8

type Ring = KeyRing<SigningJwk>

async function newKey(kid: string, algorithm: string): Promise<SigningJwk> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { kid, ...(await exportJWK(privateKey)) } as SigningJwk
}

/** Starts the running instances over one database. A request reaches any of them. */
async function startWorld(ring: Ring) {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const instance = (keys: Ring) => startApp({ signingKeys: createSigningKeys(keys), now: () => clock.now })
  const world = { clock, instances: [await instance(ring)], instance, failures: [] as string[], checks: 0 }
  return { ...world, client: await newClient(world.instances[0] as App, clock.now) }
}

type World = Awaited<ReturnType<typeof startWorld>>

async function newClient(app: App, now: number) {
  app.clock.now = now
  const headers = { Authorization: `Bearer ${await app.sign()}`, 'Content-Type': 'application/json' }
  const { body } = await app.send(PATH, { method: 'POST', headers, body: '{"name":"loaded"}' })
  return { grantType: 'client_credentials', clientId: body.clientId, clientSecret: body.secret }
}

const anyOf = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T

/**
 * Creates a resource server that caches our keys for the longest allowed time, and does not fetch them for an
 * unknown `kid`.
 */
function resourceServer(world: World) {
  let kept: { keys: JSONWebKeySet; until: number } | undefined
  return async function verify(token: string): Promise<void> {
    if (!kept || kept.until <= world.clock.now) {
      const { body, headers } = await anyOf(world.instances).send('/.well-known/jwks.json')
      const maxAge = /max-age=(\d+)/.exec(headers.get('Cache-Control') ?? '')?.[1]
      kept = { keys: body, until: world.clock.now + Number(maxAge) * 1000 }
    }
    const options = { issuer: ISSUER, audience: ISSUER, currentDate: new Date(world.clock.now) }
    await jwtVerify(token, createLocalJWKSet(kept.keys), options)
  }
}

type Held = { token: string; until: number }

/**
 * Starts clients that exchange, call our API and are verified offline, all at once. `stopsAtFailure` ends the
 * load at the first failure, for a rotation that is expected to fail.
 */
function startLoad(world: World, stopsAtFailure: boolean) {
  const servers = Array.from({ length: CLIENTS }, () => resourceServer(world))
  let held: Held[] = []
  const attempt = async (what: string, work: Promise<unknown>) => {
    world.checks++
    await work.catch((error) => world.failures.push(`${what}: ${error}`))
  }
  const exchange = async () => {
    const init = { method: 'POST', body: JSON.stringify(world.client) }
    const headers = { 'Content-Type': 'application/json' }
    const { status, body } = await anyOf(world.instances).send('/api/v1/token', { ...init, headers })
    if (status !== 200) throw new Error(`${status}`)
    held.push({ token: body.accessToken, until: world.clock.now + body.expiresIn * 1000 })
  }
  const call = async ({ token }: Held) => {
    const headers = { Authorization: `Bearer ${token}` }
    const { status } = await anyOf(world.instances).send(PATH, { headers })
    if (status !== 200) throw new Error(`${status}`)
  }
  return async function run(seconds: number) {
    for (let passed = 0; passed < seconds; passed += STEP_SECONDS) {
      if (stopsAtFailure && world.failures.length > 0) return
      held = held.filter(({ until }) => until > world.clock.now)
      await Promise.all(servers.map(() => attempt('exchange', exchange())))
      const used = [...held.slice(0, CLIENTS), ...held.slice(-CLIENTS)]
      await Promise.all([
        ...used.map((one) => attempt('call', call(one))),
        ...used.map((one) => attempt('verify', anyOf(servers)(one.token))),
      ])
      world.clock.now += STEP_SECONDS * 1000
    }
  }
}

/** Instances with the changed keys come up, and then those before them go. */
async function deploy(world: World, ring: Ring, run: (seconds: number) => Promise<void>): Promise<void> {
  world.instances = [...world.instances, await world.instance(ring)]
  await run(DEPLOYMENT_SECONDS)
  world.instances = world.instances.slice(-1)
}

type Waits = { beforePromotion: number; beforeRetirement: number }

async function rotate(waits: Waits, { stopsAtFailure }: { stopsAtFailure: boolean }): Promise<World> {
  const old: Ring = [await newKey('old', 'ES256')]
  const world = await startWorld(old)
  const run = startLoad(world, stopsAtFailure)
  await run(KEYS_KEPT_SECONDS)
  const added = addKey(old, await newKey('new', 'Ed25519'))
  await deploy(world, added, run)
  await run(waits.beforePromotion)
  const promoted = promoteKey(added, 'new')
  await deploy(world, promoted, run)
  await run(waits.beforeRetirement)
  await deploy(world, retireKey(promoted, 'old'), run)
  await run(TOKENS_LIVE_SECONDS)
  return world
}

test('Keys are added, promoted and retired under load, and not one request fails.', async () => {
  const waits = { beforePromotion: KEYS_KEPT_SECONDS, beforeRetirement: TOKENS_LIVE_SECONDS }
  const { failures, checks } = await rotate(waits, { stopsAtFailure: false })
  expect(failures).toEqual([])
  expect(checks).toBeGreaterThan(2_000)
}, 60_000)

test.each([
  ['a promotion', { beforePromotion: 0, beforeRetirement: TOKENS_LIVE_SECONDS }],
  ['a retirement', { beforePromotion: KEYS_KEPT_SECONDS, beforeRetirement: 0 }],
])(
  'The load detects %s that does not wait.',
  async (_, waits) => {
    const { failures } = await rotate(waits, { stopsAtFailure: true })
    expect(failures.length).toBeGreaterThan(0)
  },
  60_000,
)
