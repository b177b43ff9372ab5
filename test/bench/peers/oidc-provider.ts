import { launchCommand, temporaryFolder } from '../../support/service/self-hosted.ts'
import { isClient } from '../body-checks.ts'
import { type Client, exchanges, introspections } from '../client-tasks.ts'
import type { Subject } from '../jobs.ts'
import type { World } from '../latchkey.ts'
import { fetchBody, forEachConnection, json } from '../requests.ts'

const PATHS: [string, string] = ['/token', '/token/introspection']

const REGISTRATION = json('/reg', {
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_post',
})

/**
 * Starts oidc-provider over SQLite, with only the features that the jobs need. Differences: secrets are
 * stored in plain text; anyone may register a client (RFC 7591), which has no owner and is in no inventory;
 * `verify` looks up an opaque token and verifies nothing; it has no limiter, no log, and nothing to list.
 */
export async function startOidcProvider({ prefix }: World): Promise<Subject> {
  const command = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    `${import.meta.dirname}/oidc-provider-server.ts`,
  ]
  const variables = { NODE_ENV: 'production', DATA_DIR: temporaryFolder() }
  const server = await launchCommand([...prefix, ...command], variables)
  const { url } = server
  const clients = () => forEachConnection(() => fetchBody<Client>(url, REGISTRATION))
  const isRight = (body: string) => isClient(body, 'client_id', 'client_secret')
  return {
    name: 'oidc-provider',
    ...server,
    tasks: {
      token: async () => exchanges(PATHS[0], await clients(), { resource: 'https://api.test' }),
      create: async () => ({ requests: () => [REGISTRATION], status: 201, isRight }),
      verify: async () => introspections(url, PATHS, await clients()),
    },
  }
}
