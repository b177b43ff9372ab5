import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { DATABASE_FILE } from '../../src/platform/store.ts'

/**
 * The floor: the same jobs over the same tables by the least work that does them by hand. Nobody is authenticated but
 * by a secret where one is sent, nothing is checked, limited, logged, refused or answered with more headers than must be.
 */

const { ISSUER = '', SIGNING_KEYS = '', SECRET_PEPPERS = '', DATA_DIR = '' } = process.env
const ES256 = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' }
const TTL_SECONDS = 900

const [{ kid, ...jwk }] = JSON.parse(SIGNING_KEYS)
const [{ k: pepperBytes, kid: pepperKid }] = JSON.parse(SECRET_PEPPERS)
const signingKey = await crypto.subtle.importKey('jwk', jwk, ES256, false, ['sign'])
const publicJwk = { ...jwk, d: undefined }
const verifyingKey = await crypto.subtle.importKey('jwk', publicJwk, ES256, false, ['verify'])
const HMAC = { name: 'HMAC', hash: 'SHA-256' }
const pepper = await crypto.subtle.importKey('raw', Buffer.from(pepperBytes, 'base64url'), HMAC, false, [
  'sign',
  'verify',
])

const database = new DatabaseSync(join(DATA_DIR, DATABASE_FILE))
database.exec('pragma journal_mode = wal; pragma synchronous = normal')

const app = new Hono()

const findClient = database.prepare(
  'select owner_id ownerId, secret_hash hash from applications where client_id = ?',
)
const header = encoded({ alg: 'ES256', typ: 'at+jwt', kid })

app.post('/oauth/token', async (c) => {
  const client = await authenticated(new URLSearchParams(await c.req.text()))
  if (!client) return c.json({ error: 'invalid_client' }, 401)
  return c.json({ access_token: await token(client), token_type: 'Bearer', expires_in: TTL_SECONDS })
})

app.post('/oauth/introspect', async (c) => {
  const form = new URLSearchParams(await c.req.text())
  const client = await authenticated(form)
  if (!client) return c.json({ error: 'invalid_client' }, 401)
  const claims = await verified(form.get('token') ?? '')
  return c.json(claims ? { active: true, ...claims } : { active: false })
})

type Client = { clientId: string; ownerId: string }

async function authenticated(form: URLSearchParams): Promise<Client | undefined> {
  const clientId = form.get('client_id') ?? ''
  const found = findClient.get(clientId) as { ownerId: string; hash: string } | undefined
  if (!found) return undefined
  const secret = Buffer.from(form.get('client_secret') ?? '')
  const matches = await crypto.subtle.verify('HMAC', pepper, Buffer.from(found.hash, 'base64url'), secret)
  return matches ? { clientId, ownerId: found.ownerId } : undefined
}

async function token({ clientId, ownerId }: Client): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: ISSUER, aud: ISSUER, sub: ownerId, client_id: clientId, iat, exp: iat + TTL_SECONDS }
  const signed = `${header}.${encoded({ ...claims, jti: crypto.randomUUID(), scope: '', roles: [] })}`
  const signature = await crypto.subtle.sign(ES256, signingKey, Buffer.from(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

async function verified(jwt: string): Promise<Record<string, unknown> | undefined> {
  const end = jwt.lastIndexOf('.')
  const signature = Buffer.from(jwt.slice(end + 1), 'base64url')
  const holds = await crypto.subtle.verify(ES256, verifyingKey, signature, Buffer.from(jwt.slice(0, end)))
  if (!holds) return undefined
  const claims = JSON.parse(Buffer.from(jwt.slice(jwt.indexOf('.') + 1, end), 'base64url').toString())
  return claims.exp * 1000 > Date.now() ? claims : undefined
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

const OWNER = '0'.repeat(32)
const OWN_SOURCE = '1a7c4e00000000000000000000000001'
const OWN_SOURCE_APP = '1a7c4e00000000000000000000000002'
database.exec(`insert into identities (id, roles, scopes, active, first_seen_at, last_seen_at)
  values ('${OWNER}', '[]', '[]', 1, 0, 0)`)
const begin = database.prepare('begin immediate')
const commit = database.prepare('commit')
const insertApplication = database.prepare(
  `insert into applications (id, client_id, owner_id, name, roles, scopes, secret_hash, secret_pepper, secret_generation, created_at)
   values (?, ?, '${OWNER}', ?, '[]', '[]', ?, '${pepperKid}', 1, ?)`,
)
const insertUserApp = database.prepare(
  `insert into user_apps values (?, '${OWNER}', '${OWN_SOURCE_APP}', '${OWN_SOURCE}', null, 0, ?, ?)`,
)

app.post('/api/v1/user-applications', async (c) => {
  const { name } = await c.req.json()
  const [id, clientId, now] = [crypto.randomUUID(), crypto.randomUUID(), Date.now()]
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const hash = Buffer.from(await crypto.subtle.sign('HMAC', pepper, Buffer.from(secret))).toString(
    'base64url',
  )
  begin.run()
  insertApplication.run(id, clientId, name, hash, now)
  insertUserApp.run(id, now, now)
  commit.run()
  return c.json({ id, clientId, name, secret, createdAt: new Date(now).toISOString() }, 201)
})

const findPage = database.prepare(`
  select u.id, u.created_at created, u.modified_at modified, u.many_accounts or exists (
      select 1 from accounts b where b.owner_id = u.owner_id and b.source_id = u.source_id limit 1 offset 1) many,
    s.use_for_password_management passwords, p.provision_request_enabled provision, p.app_center_enabled center,
    u.source_app_id appId, p.name appName, u.source_id sourceId, s.name sourceName,
    u.account_id accountId, a.name accountName, u.owner_id ownerId, i.name ownerName, i.alias ownerAlias
  from user_apps u join identities i on i.id = u.owner_id join source_apps p on p.id = u.source_app_id
    join sources s on s.id = u.source_id left join accounts a on a.id = u.account_id
  where u.source_app_id = ? order by u.id limit cast(? as integer)`)

app.get('/user-apps/all', (c) => {
  const { filters = '', limit = '' } = c.req.query()
  return c.json(findPage.all(filters.slice('sourceAppId eq "'.length, -1), limit).map(shown))
})

// biome-ignore lint/suspicious/noExplicitAny: a row is what the statement above selects.
function shown(row: any) {
  const { accountId, accountName } = row
  return {
    id: row.id,
    created: new Date(row.created).toISOString(),
    modified: new Date(row.modified).toISOString(),
    hasMultipleAccounts: row.many === 1,
    useForPasswordManagement: row.passwords === 1,
    provisionRequestEnabled: row.provision === 1,
    appCenterEnabled: row.center === 1,
    sourceApp: { id: row.appId, type: 'APPLICATION', name: row.appName },
    source: { id: row.sourceId, type: 'SOURCE', name: row.sourceName },
    ...(accountId && { account: { id: accountId, type: 'ACCOUNT', name: accountName } }),
    owner: { id: row.ownerId, type: 'IDENTITY', name: row.ownerName, alias: row.ownerAlias },
  }
}

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${port}` }))
})
