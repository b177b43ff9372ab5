import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { DATABASE_FILE } from '../../src/platform/sqlite/store.ts'
import { signer } from './floor-keys.ts'
import { openFloorStore } from './floor-store.ts'

/**
 * The floor: a server that handles the same requests with the least work, by hand. Its list has the same
 * bytes as ours. It compares secrets and verifies signatures; it checks, limits, logs and refuses nothing
 * else, and sets no optional header.
 */

const { ISSUER = '', SIGNING_KEYS = '', SECRET_PEPPERS = '', DATA_DIR = '' } = process.env
const TTL_SECONDS = 900

const store = openFloorStore(join(DATA_DIR, DATABASE_FILE))
const { sign, verify, hash, hashMatches } = await signer(
  JSON.parse(SIGNING_KEYS)[0],
  JSON.parse(SECRET_PEPPERS)[0],
)
const app = new Hono()

app.post('/oauth/token', async (c) => {
  const client = await authenticated(new URLSearchParams(await c.req.text()))
  if (!client) return c.json({ error: 'invalid_client' }, 401)
  const iat = Math.floor(Date.now() / 1000)
  const times = { iat, exp: iat + TTL_SECONDS, jti: crypto.randomUUID() }
  const access_token = await sign({ iss: ISSUER, aud: ISSUER, ...client, ...times, scope: '', roles: [] })
  return c.json({ access_token, token_type: 'Bearer', expires_in: TTL_SECONDS })
})

app.post('/oauth/introspect', async (c) => {
  const form = new URLSearchParams(await c.req.text())
  if (!(await authenticated(form))) return c.json({ error: 'invalid_client' }, 401)
  const claims = await verify(form.get('token') ?? '')
  const active = claims !== undefined && Number(claims.exp) * 1000 > Date.now()
  return c.json(active ? { active, ...claims } : { active })
})

async function authenticated(form: URLSearchParams) {
  const client_id = form.get('client_id') ?? ''
  const found = store.findClient(client_id)
  if (!found || !(await hashMatches(form.get('client_secret') ?? '', found.hash))) return undefined
  return { sub: found.ownerId, client_id }
}

app.post('/api/v1/user-applications', async (c) => {
  const { name } = await c.req.json()
  const [id, clientId, now] = [crypto.randomUUID(), crypto.randomUUID(), Date.now()]
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  store.insert(clientId, id, 'owner', name, await hash(secret), now)
  return c.json({ id, clientId, name, secret, createdAt: new Date(now).toISOString() }, 201)
})

app.get('/user-apps/all', (c) => {
  const { filters = '', limit = '' } = c.req.query()
  return c.json(store.findPage(filters.slice('sourceAppId eq "'.length, -1), limit).map(shown))
})

function shown(row: ReturnType<typeof store.findPage>[number]) {
  const { account_id } = row
  return {
    id: row.id,
    created: new Date(row.created).toISOString(),
    modified: new Date(row.modified).toISOString(),
    hasMultipleAccounts: row.many === 1,
    useForPasswordManagement: row.passwords === 1,
    provisionRequestEnabled: row.provision === 1,
    appCenterEnabled: row.center === 1,
    sourceApp: { id: row.app_id, type: 'APPLICATION', name: row.app_name },
    source: { id: row.source_id, type: 'SOURCE', name: row.source_name },
    ...(account_id && { account: { id: account_id, type: 'ACCOUNT', name: row.account_name } }),
    owner: { id: row.owner_id, type: 'IDENTITY', name: row.owner_name, alias: row.owner_alias },
  }
}

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${port}` }))
})
