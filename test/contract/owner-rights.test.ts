import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PATH = '/api/v1/user-applications'
const ALL = 'sp:scopes:all'
const READ = 'idn:app-roles:read'
const MANAGE = 'idn:app-roles:manage'

let issuer: Issuer
let service: Service
let forgetful: Service
beforeAll(async () => {
  issuer = await startIssuer()
  const good = await goodSettings(issuer)
  const [entry] = JSON.parse(good.TRUSTED_ISSUERS ?? '')
  const TRUSTED_ISSUERS = JSON.stringify([{ ...entry, roles: ['admin', 'nullable'] }])
  const settings = { ...good, TRUSTED_ISSUERS }
  service = await startService(settings)
  forgetful = await startService({ ...settings, OWNER_RIGHTS_MAX_AGE_SECONDS: '600' })
})
afterAll(() => Promise.all([service, forgetful, issuer].map((one) => one.stop())))

type Claims = { roles?: string[]; scope?: string; iat?: number | undefined }
type Rights = { roles: string[]; scopes: string[] }

const WIDE: Claims = { roles: ['admin'], scope: `${MANAGE} ${READ}` }
const NOTHING: Rights = { roles: [], scopes: [] }
const EVERYTHING: Rights = { roles: ['admin'], scopes: [MANAGE, READ] }

/** Returns the time this many seconds ago, as a token has it. */
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

/** Creates an owner with an application that has all rights, all from tokens that were issued an hour ago. */
async function newOwner(on = service) {
  const sub = crypto.randomUUID()
  const sign = (claims: Claims) => issuer.sign({ claims: { sub, ...claims } })
  const see = async (claims: Claims) => {
    const { status } = await api(on, await sign(claims)).get(PATH)
    expect(status).toBe(200)
  }
  const application = await newApplication(on, await sign({ ...WIDE, iat: ago(3_600) }))
  return { sign, see, application }
}

/** Returns the rights of the application's next token. */
async function rightsOf(application: NewApplication, on = service) {
  const { body } = await api(on, await exchange(on, application)).get<Rights>('/api/v1/me')
  return { roles: body.roles, scopes: body.scopes }
}

describe('The rights of an owner’s applications follow', () => {
  test('the token that was issued last, not the one that was seen last.', async () => {
    const { see, application } = await newOwner()
    expect(await rightsOf(application)).toEqual(EVERYTHING)
    await see({ iat: ago(60) })
    expect(await rightsOf(application)).toEqual(NOTHING)
    await see({ ...WIDE, iat: ago(61) })
    expect(await rightsOf(application)).toEqual(NOTHING)
    await see({ ...WIDE, iat: ago(59) })
    expect(await rightsOf(application)).toEqual(EVERYTHING)
  })

  test.each<[string, Claims, Claims, Rights]>([
    ['the roles', WIDE, { scope: `${MANAGE} ${READ}` }, { roles: [], scopes: [MANAGE, READ] }],
    ['the scopes', WIDE, { roles: ['admin'], scope: READ }, { roles: ['admin'], scopes: [READ] }],
    ['roles with null in their names', { roles: ['nullable'] }, { roles: ['admin'] }, NOTHING],
    ['a scope and the scope for all', { scope: READ }, { scope: ALL }, { roles: [], scopes: [READ] }],
    ['different scopes', { scope: READ }, { scope: MANAGE }, NOTHING],
  ])('what both of two tokens of the same second grant: %s.', async (_, one, other, both) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ]) {
      const { see, application } = await newOwner()
      const iat = ago(60)
      await see({ ...first, iat })
      await see({ ...second, iat })
      expect(await rightsOf(application)).toEqual(both)
      await see({ ...first, iat })
      expect(await rightsOf(application)).toEqual(both)
    }
  })

  test('no token without iat, whose rights serve only its own call.', async () => {
    const iat = undefined
    const { sign, see, application } = await newOwner()
    await see({ iat })
    expect(await rightsOf(application)).toEqual(EVERYTHING)
    await see({ iat: ago(60) })
    const token = await sign({ ...WIDE, iat })
    expect((await api(service, token).get('/api/v1/administration/user-applications')).status).toBe(200)
    expect(await rightsOf(application)).toEqual(NOTHING)
  })

  test('no token without iat, also if it is the first of its owner.', async () => {
    const claims = { sub: crypto.randomUUID(), ...WIDE, iat: undefined }
    const application = await newApplication(service, await issuer.sign({ claims }))
    expect(await rightsOf(application)).toEqual(NOTHING)
  })

  test('the order of issue also between tokens of a clock that is a little ahead.', async () => {
    const { see, application } = await newOwner()
    const early = { ...WIDE, iat: ago(-2) }
    await see(early)
    await see({ iat: ago(-3) })
    await see(early)
    expect(await rightsOf(application)).toEqual(NOTHING)
  })

  test.each([10, 3_600, 1e15, 1e308])(
    'no token from %d seconds ahead, which is refused.',
    async (seconds) => {
      const { sign, application } = await newOwner()
      const { status, body } = await api(service, await sign({ iat: ago(-seconds) })).get(PATH)
      const message = 'JWT validation failed: JWT is not valid yet'
      expect({ status, body }).toEqual({ status: 401, body: { code: 401, message } })
      expect(await rightsOf(application)).toEqual(EVERYTHING)
    },
  )
})

describe('An application of an owner', () => {
  /** Changes the stored owner of an application, as another configuration would have left it. */
  async function change(application: NewApplication, columns: string): Promise<void> {
    const owner = 'select owner_id from applications where id = ?'
    const update = service.db.prepare(`update identities set ${columns} where id = (${owner})`)
    await update.bind(application.id).run()
  }

  test('whose issuer is no longer trusted has no rights.', async () => {
    const { application } = await newOwner()
    const token = await exchange(service, application)
    await change(application, "issuer = 'https://gone.test'")
    expect(await rightsOf(application)).toEqual(NOTHING)
    expect((await api(service, token).get('/user-apps/all')).status).toBe(403)
  })

  test('has no role and no scope that its issuer may no longer grant.', async () => {
    const { application } = await newOwner()
    const granted = `'["admin","root"]', scopes = '["${READ}","gone"]'`
    await service.db
      .prepare(`update applications set roles = ${granted} where id = ?`)
      .bind(application.id)
      .run()
    await change(application, `roles = ${granted}`)
    expect(await rightsOf(application)).toEqual({ roles: ['admin'], scopes: [READ] })
  })
})

describe('With OWNER_RIGHTS_MAX_AGE_SECONDS,', () => {
  test('older rights count as none until the service sees a later token.', async () => {
    const { see, application } = await newOwner(forgetful)
    expect(await rightsOf(application, forgetful)).toEqual(NOTHING)
    await see({ ...WIDE, iat: ago(60) })
    expect(await rightsOf(application, forgetful)).toEqual(EVERYTHING)
  })
})
