import fc from 'fast-check'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rights } from '../../src/domain/rights.ts'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { asserted, assertion, newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, request, type Texts } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const MANAGE = 'idn:app-roles:manage'
const READ = 'idn:app-roles:read'
const ALL = 'sp:scopes:all'

let issuer: Issuer
let service: Service
let pair: Pair
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  pair = await newPair()
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

type Claims = { roles?: string[]; scope?: string }

/** All rights of the owner. */
const EVERYTHING: Claims = { roles: ['admin'], scope: `${ALL} ${MANAGE} ${READ}` }

/** The rights of the owner's applications, in the order of their creation. */
const GRANTED: Claims[] = [
  { roles: ['admin'], scope: `${MANAGE} ${READ}` },
  { scope: ALL },
  { roles: ['admin'] },
  { scope: READ },
  {},
]

const sign = (sub: string, claims: Claims) => issuer.sign({ claims: { sub, ...claims } })
const pick = <Item>(list: Item[], index: number) => list[index % list.length] as Item

/** Exchanges a credential for a token with this scope. Returns undefined if the service refuses. */
type Exchange = (scope: string | undefined) => Promise<string | undefined>

/** An owner, the applications, and what the attacker holds: tokens, and credentials to exchange. */
type World = {
  sub: string
  applications: NewApplication[]
  tokens: string[]
  exchanges: Exchange[]
}

/** A call of the attacker. `which` chooses the credential, or the token and the application. */
type Call = { kind: keyof typeof CALLS; which: number; scope: string | undefined }

const SCOPES = [undefined, MANAGE, READ, ALL, `${READ} ${MANAGE}`, '']

/** Exchanges by a form, with the scope that is asked for. */
async function exchangeBy(form: Texts, scope: string | undefined): Promise<string | undefined> {
  const given = scope === undefined ? form : { ...form, scope }
  return ((await ask(service, '/oauth/token', given)).body as { access_token?: string }).access_token
}

const bySecret =
  (application: NewApplication): Exchange =>
  (scope) =>
    exchangeBy(request(application), scope)

const byKey =
  ({ clientId }: NewApplication): Exchange =>
  async (scope) =>
    exchangeBy(asserted(await assertion(clientId, pair)), scope)

/** The calls of an attacker, and of the owner. Each adds what it yields to the world. */
const CALLS = {
  async create(world: World, { which }: Call) {
    const body = { name: `app-${crypto.randomUUID()}` }
    const response = await asAttacker(world, which).post<NewApplication>(APPLICATIONS, body)
    if (response.status !== 201) return
    world.applications.push(response.body)
    world.exchanges.push(bySecret(response.body))
  },
  async regenerate(world: World, { which }: Call) {
    const target = targetOf(world, which)
    const path = `${APPLICATIONS}/${target.id}/secret`
    const response = await asAttacker(world, which).post<{ secret: string }>(path)
    if (response.status === 200) world.exchanges.push(bySecret({ ...target, secret: response.body.secret }))
  },
  async addKey(world: World, { which }: Call) {
    const target = targetOf(world, which)
    const jwk = { ...pair.jwk, kid: crypto.randomUUID() }
    const { status } = await asAttacker(world, which).post(`${APPLICATIONS}/${target.id}/keys`, jwk)
    if (status === 201) world.exchanges.push(byKey(target))
  },
  async endSecret(world: World, { which }: Call) {
    await asAttacker(world, which).delete(`${APPLICATIONS}/${targetOf(world, which).id}/secret`)
  },
  async delete(world: World, { which }: Call) {
    await asAttacker(world, which).delete(`${APPLICATIONS}/${targetOf(world, which).id}`)
  },
  async exchange({ exchanges, tokens }: World, { which, scope }: Call) {
    if (exchanges.length === 0) return
    const token = await pick(exchanges, which)(scope)
    if (token !== undefined) tokens.push(token)
  },
  /** Restores all rights of the owner, which are those of the latest token. */
  async ownerReturns({ sub }: World) {
    await api(service, await sign(sub, EVERYTHING)).get(APPLICATIONS)
  },
}

function asAttacker({ tokens }: World, which: number) {
  return api(service, pick(tokens, Math.floor(which / 100)))
}

function targetOf({ applications }: World, which: number): NewApplication {
  return pick(applications, which)
}

/** The tokens to begin with. The first application is the widest that the attacker knows. */
const STARTS = {
  person: (sub: string, _: NewApplication[], index: number) => sign(sub, pick(GRANTED, index)),
  program: (_: string, applications: NewApplication[], index: number) =>
    exchange(service, pick(applications, index)),
  'narrowed program': async (_: string, [widest]: NewApplication[]) =>
    (await bySecret(widest as NewApplication)(READ)) as string,
}

const KINDS = Object.keys(CALLS) as (keyof typeof CALLS)[]
const calls = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), which: fc.nat(999), scope: fc.constantFrom(...SCOPES) }),
  { minLength: 3, maxLength: 12 },
)
const starts = fc.constantFrom(...(Object.keys(STARTS) as (keyof typeof STARTS)[]))

test('No sequence of calls by a token yields a credential that exchanges for more than the token has.', async () => {
  const property = fc.asyncProperty(starts, fc.nat(4), calls, async (start, index, sequence) => {
    const sub = crypto.randomUUID()
    const applications: NewApplication[] = []
    for (const claims of GRANTED) applications.push(await newApplication(service, await sign(sub, claims)))
    const world: World = { sub, applications, tokens: [], exchanges: [] }
    await CALLS.ownerReturns(world)
    const first = await STARTS[start](sub, applications, index)
    world.tokens.push(first)
    for (const call of sequence) await CALLS[call.kind](world, call)
    await CALLS.ownerReturns(world)
    const exchanged = await Promise.all(world.exchanges.map((one) => one(undefined)))
    const obtained = [...world.tokens, ...exchanged].filter((token) => token !== undefined)
    const most = rightsIn(first)
    expect(obtained.map(rightsIn).filter((rights) => !isWithin(rights, most))).toEqual([])
  })
  await fc.assert(property, { numRuns: 100 })
}, 120_000)

/** Returns the rights in a token. */
function rightsIn(token: string): Rights {
  const { roles = [], scope = '' } = decodeJwt<Claims>(token)
  return { roles, scopes: scope.split(' ').filter(Boolean) }
}

/** Whether the rights are at most these. */
function isWithin({ roles, scopes }: Rights, most: Rights): boolean {
  const grants = (scope: string) => most.scopes.includes(scope) || most.scopes.includes(ALL)
  return roles.every((role) => most.roles.includes(role)) && scopes.every(grants)
}
