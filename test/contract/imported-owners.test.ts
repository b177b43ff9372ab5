import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PATH = '/api/v1/administration/user-apps/import'
const READ = 'idn:app-roles:read'

let first: Issuer
let second: Issuer
let plain: Issuer
let both: Service
let one: Service
beforeAll(async () => {
  first = await startIssuer()
  second = await startIssuer()
  plain = await startIssuer()
  both = await serviceWithIds(first, second)
  one = await serviceWithIds(first)
})
afterAll(() => Promise.all([both, one, first, second, plain].map((started) => started.stop())))

/** Starts a service that trusts all issuers. Only these name the IDs of people. */
async function serviceWithIds(...naming: Issuer[]): Promise<Service> {
  const settings = await goodSettings(first, second, plain)
  const entries: { issuer: string }[] = JSON.parse(String(settings.TRUSTED_ISSUERS))
  const names = naming.map(({ issuer }) => issuer)
  const withIds = entries.map((entry) =>
    names.includes(entry.issuer) ? { ...entry, claims: { id: 'employee' } } : entry,
  )
  return startService({ ...settings, TRUSTED_ISSUERS: JSON.stringify(withIds) })
}

let owner: string
beforeEach(() => {
  owner = crypto.randomUUID()
})

/** Imports a user app of the owner, with the issuer that is named, if one is. */
async function importFor(service: Service, issuer?: Issuer | { issuer: string }) {
  const admin = await plain.sign({ claims: { sub: 'admin', roles: ['admin'] } })
  const query = issuer ? `?${new URLSearchParams({ issuer: issuer.issuer })}` : ''
  const response = await service.fetch(PATH + query, {
    method: 'POST',
    headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/x-ndjson' },
    body: `\n${JSON.stringify(line(`app-${owner}`, { id: owner }))}\n`,
  })
  return { status: response.status, body: await response.json() }
}

/** Returns the IDs of the user apps of a person whom the issuer knows by the owner's ID. */
async function seenBy(service: Service, issuer: Issuer, sub = `sub-${owner}`): Promise<string[]> {
  const token = await issuer.sign({ claims: { sub, scope: READ, employee: owner } })
  return (await api(service, token).get<{ id: string }[]>('/user-apps')).body.map(({ id }) => id)
}

const IMPORTED = { status: 200, body: { imported: 1, skipped: 0 } }
const refusal = (message: string) => ({ status: 400, body: { code: 400, message } })
const FOREIGN = refusal(
  'Nothing was imported. Line 2: the owner is a person of another issuer. Name that issuer, or correct the ID of the owner.',
)

describe('With two issuers that name IDs,', () => {
  test('only people of the issuer that the import names become its owners.', async () => {
    expect(await importFor(both, second)).toEqual(IMPORTED)
    expect(await seenBy(both, first)).toEqual([])
    expect(await seenBy(both, plain)).toEqual([])
    expect(await seenBy(both, second)).toEqual([`app-${owner}`])
    expect(await seenBy(both, second, `other-${owner}`)).toEqual([])
  })

  test('the owners of an import that names no issuer stay unclaimed until one does.', async () => {
    expect(await importFor(both)).toEqual(IMPORTED)
    expect(await seenBy(both, first)).toEqual([])
    expect(await seenBy(both, second)).toEqual([])
    expect(await importFor(both, second)).toEqual(IMPORTED)
    expect(await seenBy(both, second, `later-${owner}`)).toEqual([`app-${owner}`])
  })

  test('an import does not give user apps to a person of the other issuer who has the same ID.', async () => {
    expect(await seenBy(both, first)).toEqual([])
    expect(await importFor(both, second)).toEqual(FOREIGN)
    expect(await importFor(both)).toEqual(FOREIGN)
    expect(await seenBy(both, first)).toEqual([])
    expect(await importFor(both, first)).toEqual(IMPORTED)
    expect(await seenBy(both, first)).toEqual([`app-${owner}`])
  })
})

test('Two imports of one owner with two issuers do not give the owner to the second.', async () => {
  expect(await importFor(both, first)).toEqual(IMPORTED)
  expect(await importFor(both, second)).toEqual(FOREIGN)
  expect(await importFor(both)).toEqual(FOREIGN)
  expect(await seenBy(both, second)).toEqual([])
  expect(await seenBy(both, first)).toEqual([`app-${owner}`])
})

test.each(['}', ' }', '"a":1}', '1//', "'"])(
  'An owner with the ID %s is protected like any other.',
  async (id) => {
    owner = id
    expect(await seenBy(both, first)).toEqual([])
    expect(await importFor(both, second)).toEqual(FOREIGN)
  },
)

test('NUL in the ID of a person names no one.', async () => {
  const claims = { sub: `sub-${owner}`, scope: READ, employee: owner }
  await api(one, await first.sign({ claims })).get('/api/v1/me')
  const token = await first.sign({ claims: { ...claims, sub: `thief-${owner}`, employee: `${owner}\0` } })
  const { body } = await api(one, token).get<{ id: string }>('/api/v1/me')
  expect(body.id).not.toContain(owner)
})

describe('With one issuer that names IDs,', () => {
  test('its people become the owners of an import that names no issuer.', async () => {
    expect(await importFor(one)).toEqual(IMPORTED)
    expect(await seenBy(one, second)).toEqual([])
    expect(await seenBy(one, first)).toEqual([`app-${owner}`])
  })

  test('its people become owners that were imported before the service stored their issuer.', async () => {
    expect(await importFor(one)).toEqual(IMPORTED)
    await one.db.prepare('update identities set import_issuer = null where id = ?').bind(owner).run()
    expect(await seenBy(one, first)).toEqual([`app-${owner}`])
  })

  test('its people do not become owners that were imported while several issuers named IDs.', async () => {
    expect(await importFor(one)).toEqual(IMPORTED)
    await one.db.prepare(`update identities set import_issuer = '' where id = ?`).bind(owner).run()
    expect(await seenBy(one, first)).toEqual([])
    expect(await importFor(one)).toEqual(IMPORTED)
    expect(await seenBy(one, first, `later-${owner}`)).toEqual([`app-${owner}`])
  })

  test('a person of another issuer owns only what an import with that issuer brings.', async () => {
    const token = await plain.sign({ claims: { sub: `sub-${owner}`, scope: READ } })
    owner = (await api(one, token).get<{ id: string }>('/api/v1/me')).body.id
    expect(await importFor(one)).toEqual(FOREIGN)
    expect(await importFor(one, plain)).toEqual(IMPORTED)
    expect((await api(one, token).get<{ id: string }[]>('/user-apps')).body).toMatchObject([
      { id: `app-${owner}` },
    ])
  })

  test.each([
    ['that is not trusted', () => ({ issuer: 'https://stranger.test' })],
    ['that is empty', () => ({ issuer: '' })],
  ])('an import that names an issuer %s is refused.', async (_, issuer) => {
    const message =
      'Nothing was imported. The issuer is not in TRUSTED_ISSUERS. Name another issuer, or none.'
    expect(await importFor(one, issuer())).toEqual(refusal(message))
  })
})
