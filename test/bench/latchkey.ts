import { constants, copyFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Request } from 'autocannon'
import { DATABASE_FILE } from '../../src/platform/sqlite/store.ts'
import { newApplication } from '../support/api/client.ts'
import { SELF_HOSTED, type SelfHosted } from '../support/bindings/contract-cases.ts'
import type { Issuer } from '../support/oauth/issuer.ts'
import buildServer from '../support/service/build-server.ts'
import { commandOf } from '../support/service/runtimes.ts'
import { launchCommand, temporaryFolder } from '../support/service/self-hosted.ts'
import type { Service } from '../support/service/service.ts'
import { isClient, isList } from './body-checks.ts'
import { type Client, exchanges, introspections } from './client-tasks.ts'
import { id } from './fill.ts'
import { makeFloorTables } from './floor-store.ts'
import { PAGE, type Subject, type Task } from './jobs.ts'
import { tokensOfOwners } from './owners.ts'
import { forEachConnection } from './requests.ts'

/** The environment of the servers that speak our wire formats. `prefix` keeps a command on its core. */
export type World = {
  prefix: string[]
  rows: number
  issuer: Issuer
  settings: Record<string, string>
  stock: string
}

/**
 * Starts an edition as its script does, everything on, or the floor, which speaks as much of the same; each
 * on a copy of the stock. Their `verify` is `/oauth/introspect`, as that is what the peers have too.
 */
export async function startLatchkey(name: SelfHosted | 'floor', world: World): Promise<Subject> {
  const folder = temporaryFolder()
  const file = join(folder, DATABASE_FILE)
  copyFileSync(world.stock, file, constants.COPYFILE_FICLONE)
  // Otherwise an old build would be measured.
  if (name === 'node') await buildServer()
  if (name === 'floor') makeFloorTables(file)
  const command = [...world.prefix, ...commandFor(name)]
  const server = await launchCommand(command, { ...world.settings, DATA_DIR: folder })
  return { name, ...server, tasks: tasks(server.url, world.issuer) }
}

function commandFor(name: SelfHosted | 'floor'): string[] {
  if (isEdition(name)) return commandOf(name)
  return [process.execPath, '--disable-warning=ExperimentalWarning', resolve('test/bench/floor.ts')]
}

function isEdition(name: string): name is SelfHosted {
  return SELF_HOSTED.includes(name as SelfHosted)
}

function tasks(url: string, issuer: Issuer): Subject['tasks'] {
  const tokenOfOwner = tokensOfOwners(issuer)
  const clients = () => forEachConnection(() => newClient(url, tokenOfOwner()))
  return {
    token: async () => exchanges('/oauth/token', await clients()),
    create: async () => creates(tokenOfOwner),
    verify: async () => introspections(url, ['/oauth/token', '/oauth/introspect'], await clients()),
    list: async () => pages(await issuer.sign({ claims: { scope: 'idn:app-roles:manage' } })),
  }
}

/** Names and owners of their own, so that each is as the first few of an owner are. */
function creates(tokenOfOwner: () => string): Task {
  let count = 0
  const setupRequest = (request: Request): Request => {
    const headers = { authorization: `Bearer ${tokenOfOwner()}`, 'content-type': 'application/json' }
    return { ...request, headers, body: `{"name":"bench-${count++}"}` }
  }
  const requests = () => [{ method: 'POST' as const, path: '/api/v1/user-applications', setupRequest }]
  return { requests, status: 201, isRight: (body) => isClient(body, 'clientId', 'secret') }
}

/** Returns an auditor's task: list the user apps of a source app. */
function pages(token: string, limit = PAGE): Task {
  const filters = encodeURIComponent(`sourceAppId eq "${id('app', 0)}"`)
  const path = `/user-apps/all?limit=${limit}&filters=${filters}`
  const request: Request = { method: 'GET', path, headers: { authorization: `Bearer ${token}` } }
  return { requests: () => [request], status: 200, isRight: (body) => isList(body, '"owner":{"id":"', limit) }
}

/** Makes an application of the token's owner. */
export async function newClient(url: string, token: string): Promise<Client> {
  const service = { fetch: (path, init) => fetch(url + path, init) } as Service
  const { clientId, secret } = await newApplication(service, token)
  return { client_id: clientId, client_secret: secret }
}
