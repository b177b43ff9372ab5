import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { checkWhole } from '../../src/platform/sqlite/file.ts'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import release from '../data/release-0.1.0.json' with { type: 'json' }
import { api, exchange, newApplication } from '../support/api/client.ts'
import { FOUND_BY_MIGRATED_KEYS, OLD_KEYS } from '../support/api/old-keys.ts'
import type { SelfHosted } from '../support/bindings/contract-cases.ts'
import { AUDIENCE, type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings, type Service } from '../support/service/service.ts'

const SQL = readFileSync('test/data/release-0.1.0.sql', 'utf8')
const PATH = '/api/v1/user-applications'

/**
 * The issuer that the users of the database are known by; its keys come from the issuer that the test starts.
 */
const ISSUER_NAME = 'https://issuer.test'
const SCOPE = 'idn:app-roles:manage idn:app-roles:read'

/** Returns a folder that holds the database as release 0.1.0 left it, with changes. */
function frozenFolder(changes: string[] = []): string {
  const folder = temporaryFolder()
  const file = new DatabaseSync(join(folder, DATABASE_FILE))
  for (const statements of [SQL, ...changes]) file.exec(statements)
  file.close()
  return folder
}

/** Returns the database of a folder, upgraded to the present release. */
function upgraded(folder: string): DatabaseSync {
  openStore(folder).close()
  return new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true })
}

/** Returns the definitions of all tables and indexes but SQLite's own and the list of applied migrations. */
function schemaOf(file: DatabaseSync) {
  const objects = `select type, name, sql from sqlite_schema
    where tbl_name not like 'sqlite_%' and tbl_name <> 'd1_migrations' order by type, name`
  return file.prepare(objects).all()
}

describe('The database of release 0.1.0', () => {
  test('has rows in every table.', () => {
    const file = new DatabaseSync(':memory:')
    file.exec(SQL)
    const tables = file.prepare("select name from sqlite_schema where type = 'table'").all()
    const empty = tables.filter(({ name }) => !file.prepare(`select 1 from ${name}`).get())
    expect(empty).toEqual([])
  })

  test('lets no token from before the upgrade bring a right back.', () => {
    const file = upgraded(frozenFolder())
    const seen = 'select id from identities where issuer is not null'
    expect(file.prepare(seen).all()).not.toEqual([])
    expect(file.prepare(`${seen} and rights_issued_at is not last_seen_at`).all()).toEqual([])
    file.close()
  })

  test('has the schema of a fresh database after the upgrade, and every row fits it.', () => {
    const frozen = upgraded(frozenFolder())
    const fresh = upgraded(temporaryFolder())
    expect(schemaOf(frozen)).toEqual(schemaOf(fresh))
    expect(() => checkWhole(frozen)).not.toThrow()
    for (const file of [frozen, fresh]) file.close()
  })
})

describe('A service that starts on the database of release 0.1.0', () => {
  let issuer: Issuer
  let service: Service
  beforeAll(async () => {
    issuer = await startIssuer()
    service = await startOn(frozenFolder())
  })
  afterAll(() => Promise.all([service.stop(), issuer.stop()]))

  async function startOn(folder: string, edition: SelfHosted = 'node'): Promise<Service> {
    const trusted = {
      issuer: ISSUER_NAME,
      audience: AUDIENCE,
      jwksUri: `${issuer.issuer}/jwks`,
      roles: ['admin'],
      scopes: SCOPE.split(' '),
    }
    const { url, stop } = await launch(edition, {
      ...(await goodSettings()),
      TRUSTED_ISSUERS: JSON.stringify([trusted]),
      SECRET_PEPPERS: JSON.stringify([release.pepper]),
      DATA_DIR: folder,
    })
    return { stop, fetch: (path: string, init?: RequestInit) => fetch(url + path, init) } as never
  }

  function sign(sub: string, claims: Record<string, unknown> = {}): Promise<string> {
    return issuer.sign({ claims: { iss: ISSUER_NAME, sub, scope: SCOPE, ...claims } })
  }

  async function names(token: string, path = PATH): Promise<string[]> {
    const { body } = await api(service, token).get<{ name: string }[]>(path)
    return body.map(({ name }) => name).sort()
  }

  test('exchanges an old secret for a token, and accepts the token.', async () => {
    const token = await exchange(service, release.client)
    expect(await names(token)).toEqual(['keys-only', 'nightly-report', 'renewed'])
  })

  test('refuses a client of a disabled owner.', async () => {
    await expect(exchange(service, release.clientOfDisabledOwner)).rejects.toThrow(
      /^Cannot exchange: {"code":400,/,
    )
  })

  test('lists the applications of all owners.', async () => {
    const token = await sign('admin', { roles: ['admin'] })
    expect(await names(token, '/api/v1/administration/user-applications')).toEqual([
      'auditor',
      'doras',
      'keys-only',
      'never-exchanged',
      'nightly-report',
      'of-a-disabled-owner',
      'of-a-nameless-owner',
      'renewed',
    ])
  })

  test('lists the keys of an application.', async () => {
    const as = api(service, await sign('alice'))
    const { body } = await as.get<{ id: string; name: string }[]>(PATH)
    const id = body.find(({ name }) => name === 'keys-only')?.id
    const { keys } = (await as.get<{ keys: { kid: string }[] }>(`${PATH}/${id}/keys`)).body
    expect(keys.map(({ kid }) => kid).sort()).toEqual(['key-ES256', 'key-EdDSA'])
  })

  test('lists the imported user apps, with the accounts that were chosen.', async () => {
    type UserApp = { id: string; account?: { id: string }; sourceApp: { name?: string } }
    const search = new URLSearchParams({ filters: 'not id eq "none"' })
    const { body } = await api(service, await sign('alice')).get<UserApp[]>(`/user-apps/all?${search}`)
    const imported = body.filter(({ id }) => id.startsWith('imported-'))
    expect(body).toHaveLength(12)
    expect(imported.map(({ id, account, sourceApp }) => [id, account?.id, sourceApp.name])).toEqual([
      ['imported-1', 'account-1', 'Payroll'],
      ['imported-2', 'account-1', 'It\'s a "quoted"; name -- 東京'],
      ['imported-3', undefined, 'Payroll'],
      ['imported-4', 'account-4', undefined],
    ])
  })

  test('creates an application, and exchanges its secret.', async () => {
    const token = await exchange(service, await newApplication(service, await sign('bob'), 'upgraded'))
    expect(await names(token)).toEqual(['never-exchanged', 'upgraded'])
  })

  test.each<SelfHosted>(['node', 'bun', 'deno'])(
    'on %s finds names by their migrated keys, and a name that it cannot fold in SQL once its owner calls.',
    async (edition) => {
      const upgraded = await startOn(frozenFolder(OLD_KEYS), edition)
      onTestFinished(() => upgraded.stop())
      const auditor = api(upgraded, await sign('alice'))
      const ownersOf = async (filters: string) => {
        const query = new URLSearchParams({ filters })
        const { body } = await auditor.get<{ owner: { name: string } }[]>(`/user-apps/all?${query}`)
        return [...new Set(body.map(({ owner }) => owner.name))]
      }
      for (const [filters, owners] of FOUND_BY_MIGRATED_KEYS) {
        expect([filters, await ownersOf(filters)]).toEqual([filters, owners])
      }
      expect(await ownersOf('ownerName eq "bob"')).toEqual([])
      await api(upgraded, await sign('bob', { name: 'Ｂｏｂ' })).get(PATH)
      expect(await ownersOf('ownerName eq "bob"')).toEqual(['Ｂｏｂ'])
    },
  )
})
