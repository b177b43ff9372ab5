import { launchCommand, temporaryFolder } from '../../support/service/self-hosted.ts'
import { isClient, isList } from '../body-checks.ts'
import { type Client, exchanges, introspections } from '../client-tasks.ts'
import { PAGE, type Subject } from '../jobs.ts'
import type { World } from '../latchkey.ts'
import { json } from '../requests.ts'
import { installPeers } from './install.ts'

const PATHS: [string, string] = ['/api/auth/oauth2/token', '/api/auth/oauth2/introspect']

const RESOURCE = { resource: 'https://api.test' }

/**
 * Starts better-auth over SQLite, with its plugins for JWTs and for an OAuth provider. Differences: secrets
 * are hashed without a pepper; create and list need a session cookie; clients are in no inventory, so the
 * list has one owner's clients among as many of others, with its default limit raised to a page; its limiter
 * and log are off.
 */
export async function startBetterAuth({ prefix, rows }: World): Promise<Subject | undefined> {
  if (!installPeers()) return undefined
  const command = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    `${import.meta.dirname}/better-auth-server.ts`,
  ]
  const variables = { NODE_ENV: 'production', DATA_DIR: temporaryFolder(), ROWS: `${rows}` }
  const server = await launchCommand([...prefix, ...command], variables)
  const { url } = server
  const { clients, maker, lister } = prepared(server.logs)
  return {
    name: 'better-auth',
    ...server,
    tasks: {
      token: async () => exchanges(PATHS[0], clients, RESOURCE),
      create: async () => creates(url, maker),
      verify: async () => introspections(url, PATHS, clients, RESOURCE),
      list: async () => pages(lister),
    },
  }
}

/** Reads the clients and the cookie that the server created for itself, since no API can. */
function prepared(logs: string[]): { clients: Client[]; maker: string; lister: string } {
  const line = logs.find((line) => line.startsWith('{"clients"'))
  return JSON.parse(line ?? '')
}

function creates(origin: string, cookie: string) {
  const client = { grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_post' }
  const body = { client_name: 'bench', ...client }
  const request = json('/api/auth/oauth2/create-client', body, { cookie, origin })
  const isRight = (response: string) => isClient(response, 'client_id', 'client_secret')
  return { requests: () => [request], status: 201, isRight }
}

function pages(cookie: string) {
  const request = { method: 'GET' as const, path: '/api/auth/oauth2/get-clients', headers: { cookie } }
  const isRight = (body: string) => isList(body, '{"client_id":"', PAGE)
  return { requests: () => [request], status: 200, isRight }
}
