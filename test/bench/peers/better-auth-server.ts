import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { oauthProvider } from '@better-auth/oauth-provider'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins'
import { CONNECTIONS, PAGE } from '../jobs.ts'
import { fillClients } from './better-auth-fill.ts'

const { DATA_DIR = '', ROWS = '' } = process.env

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const database = new DatabaseSync(join(DATA_DIR, 'better-auth.sqlite'))
database.exec('pragma journal_mode = wal; pragma synchronous = normal')

const auth = betterAuth({
  baseURL: url,
  secret: 'of the benchmark alone, 32 characters',
  database,
  emailAndPassword: { enabled: true },
  advanced: { database: { defaultFindManyLimit: PAGE } },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [
    jwt({ jwks: { keyPairConfig: { alg: 'ES256' } } }),
    oauthProvider({
      loginPage: '/',
      consentPage: '/',
      scopes: ['api'],
      m2mAccessTokenExpiresIn: 900,
      resources: ['https://api.test'],
      enforcePerClientResources: false,
      clientPrivileges: () => true,
    }),
  ],
})

await (await getMigrations(auth.options)).runMigrations()
const [maker, lister] = [await signUp('maker'), await signUp('lister')]
const clients = []
for (let count = 0; count < CONNECTIONS; count++) clients.push(await newClient(maker))
const { user_id: listerId } = await newClient(lister)
fillClients(database, Number(ROWS), listerId, PAGE - 1)
server.on('request', toNodeHandler(auth))
console.log(JSON.stringify({ clients, maker, lister }))
console.log(JSON.stringify({ event: 'listening', url }))

/** Signs up a user and returns the cookie. */
async function signUp(name: string): Promise<string> {
  const body = { name, email: `${name}@example.com`, password: crypto.randomUUID() }
  const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true })
  return headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** Creates a client. Only the server itself can choose the scopes of a client without a user. */
function newClient(cookie: string) {
  const grant = { grant_types: ['client_credentials'], client_credentials_scopes: ['api'] }
  const body = { client_name: 'bench', token_endpoint_auth_method: 'client_secret_post', ...grant }
  return auth.api.adminCreateOAuthClient({ headers: new Headers({ cookie }), body })
}
