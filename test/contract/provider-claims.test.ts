import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const READ = 'idn:app-roles:read'
const MANAGE = 'idn:app-roles:manage'

/** The places of rights and profile in each provider's tokens. */
const CLAIMS = {
  usual: {},
  keycloak: {
    roles: [
      ['realm_access', 'roles'],
      ['resource_access', 'latchkey', 'roles'],
    ],
  },
  auth0: {
    roles: 'https://keys.example.com/roles',
    scopes: [['scope'], ['permissions']],
    alias: ['nickname'],
  },
  okta: { roles: 'groups', alias: 'sub' },
  zitadel: {
    roles: [['urn:zitadel:iam:org:project:roles'], ['urn:zitadel:iam:org:project:42:roles']],
    name: [['name'], ['urn:zitadel:iam:user:resourceowner:name']],
  },
  nested: { roles: ['realm_access', 'roles'] },
}
type Provider = keyof typeof CLAIMS

let issuers: Record<Provider, Issuer>
let service: Service
beforeAll(async () => {
  const names = Object.keys(CLAIMS) as Provider[]
  const started = names.map(async (name) => [name, await startIssuer()] as const)
  issuers = Object.fromEntries(await Promise.all(started)) as typeof issuers
  const good = await goodSettings(...names.map((name) => issuers[name]))
  const entries: object[] = JSON.parse(good.TRUSTED_ISSUERS as string)
  const changed = entries.map((entry, index) => ({
    ...entry,
    roles: ['admin', 'Team leads'],
    claims: CLAIMS[names[index] as Provider],
  }))
  service = await startService({ ...good, TRUSTED_ISSUERS: JSON.stringify(changed) })
})
afterAll(() => Promise.all([service, ...Object.values(issuers)].map((one) => one.stop())))

async function rights(provider: Provider, claims: Record<string, unknown>) {
  const { status, body } = await api(service, await issuers[provider].sign({ claims })).get('/api/v1/me')
  expect(status).toBe(200)
  const { roles, scopes } = body as { roles: string[]; scopes: string[] }
  return { roles, scopes }
}

describe('Roles and scopes are read', () => {
  test.each<[what: string, provider: Provider, claims: object, roles: string[], scopes: string[]]>([
    ['from arrays', 'usual', { roles: ['admin', 'x'], scope: [READ, 'x'] }, ['admin'], [READ]],
    ['from text', 'usual', { roles: 'x admin', scope: `openid ${READ}` }, ['admin'], [READ]],
    ['from scp as text, as Entra ID has it', 'usual', { scp: `${READ} x` }, [], [READ]],
    ['from scp as an array, as Okta has it', 'usual', { scp: ['openid', READ] }, [], [READ]],
    ['from scope and scp, each once', 'usual', { scope: READ, scp: [MANAGE, READ] }, [], [MANAGE, READ]],
    ['from a name with a blank', 'usual', { roles: ['Team leads'] }, ['Team leads'], []],
    ['from a nested path', 'nested', { realm_access: { roles: ['admin'] } }, ['admin'], []],
    [
      'from each of two nested paths, as Keycloak has them',
      'keycloak',
      { realm_access: { roles: ['admin'] }, resource_access: { latchkey: { roles: ['Team leads'] } } },
      ['Team leads', 'admin'],
      [],
    ],
    [
      'from the second path alone',
      'keycloak',
      { resource_access: { latchkey: { roles: ['admin'] } } },
      ['admin'],
      [],
    ],
    [
      'from a claim that is named by a URL, and from permissions, as Auth0 has them',
      'auth0',
      { 'https://keys.example.com/roles': ['admin'], scope: 'openid', permissions: [READ] },
      ['admin'],
      [READ],
    ],
    ['from groups, as Okta has them', 'okta', { groups: ['Everyone', 'admin'] }, ['admin'], []],
    [
      'from the keys of an object, as Zitadel has them',
      'zitadel',
      { 'urn:zitadel:iam:org:project:roles': { admin: { '1': 'a.example' }, x: { '1': 'a.example' } } },
      ['admin'],
      [],
    ],
    [
      'from keys whose value is true',
      'zitadel',
      { 'urn:zitadel:iam:org:project:42:roles': { admin: true, 'Team leads': true } },
      ['Team leads', 'admin'],
      [],
    ],
  ])('%s.', async (_, provider, claims, roles, scopes) => {
    expect(await rights(provider, { ...claims })).toEqual({ roles, scopes })
  })
})

describe('No role is read', () => {
  test.each<[what: string, provider: Provider, claims: object]>([
    ['from a key whose value is false', 'usual', { roles: { admin: false } }],
    ['from a key whose value is null', 'usual', { roles: { admin: null } }],
    ['from a key whose value is text', 'usual', { roles: { admin: 'false' } }],
    ['from a key whose value is a number', 'usual', { roles: { admin: 1 } }],
    ['from a key whose value is a list', 'usual', { roles: { admin: [] } }],
    ['from the entries of a nested list', 'usual', { roles: [['admin']] }],
    ['from a member of a list', 'nested', { realm_access: [{ roles: ['admin'] }] }],
    ['from a top-level claim that only looks like the path', 'nested', { 'realm_access.roles': ['admin'] }],
    ['from true', 'usual', { roles: true }],
    ['from a path that ends in text', 'nested', { realm_access: 'admin' }],
  ])('%s.', async (_, provider, claims) => {
    expect(await rights(provider, { ...claims })).toEqual({ roles: [], scopes: [] })
  })
})

test('A profile has the first text among several claims.', async () => {
  const owner = async (claims: Record<string, unknown>) => {
    const token = await issuers.zitadel.sign({ claims: { sub: crypto.randomUUID(), ...claims } })
    return (await api(service, token).get('/api/v1/me')).body
  }
  const second = 'urn:zitadel:iam:user:resourceowner:name'
  expect(await owner({ name: 'Alice', [second]: 'Acme' })).toMatchObject({ name: 'Alice' })
  expect(await owner({ name: 7, [second]: 'Acme' })).toMatchObject({ name: 'Acme' })
  expect(await owner({ name: '' })).toMatchObject({ name: null })
})
