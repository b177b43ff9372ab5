import { createApp } from '../http/app.ts'
import { readAddress } from './address.ts'
import { background } from './background.ts'
import { createDeps } from './deps.ts'
import { developmentVariables, requireTrialDatabase } from './development.ts'
import { environment } from './environment.ts'
import { firstSteps } from './first-steps.ts'
import { readOptions } from './options.ts'
import { keepFilesPrivate } from './private-files.ts'
import { readSettings, type Settings } from './settings.ts'
import { siteFolder } from './site-folder.ts'
import { dataFolder, openStore, type Store } from './sqlite/store.ts'
import { stopOnSignal } from './stop.ts'

/** Responds to a request. The address is that of the socket's other end. */
type Handler = (request: Request, remoteAddress: string | undefined) => Response | Promise<Response>

/**
 * Longest time a connection stays open without a request: longer than proxies keep it, so that they close it
 * first.
 */
export const IDLE_TIMEOUT_SECONDS = 75

/**
 * A listening server. `stop` refuses further connections and resolves when the running requests have
 * finished.
 */
type Server = { port: number; stop: () => Promise<unknown> }

/** Listens with the runtime's own server, on any free port for port 0. @throws if the port is in use */
type Listen = (handle: Handler, hostname: string, port: number) => Server | Promise<Server>

/**
 * Serves until a signal, with settings from the environment. If it cannot start, it prints why and exits with
 * 1.
 */
export async function serve(listen: Listen): Promise<void> {
  keepFilesPrivate()
  try {
    await start(listen)
  } catch (error) {
    console.error(`Cannot start: ${(error as Error).message}`)
    process.exit(1)
  }
}

async function start(listen: Listen): Promise<void> {
  const { isDevelopment } = readOptions(process.argv.slice(2))
  const { hostname, urlHost, port } = readAddress()
  const variables = isDevelopment ? await developmentVariables(urlHost, port) : productionVariables()
  const settings = requireValid(variables)
  const store = openStore(dataFolder(), isDevelopment ? requireTrialDatabase : undefined)
  try {
    const { handle, finished } = createService(settings, store)
    const server = await listenOrExplain(() => listen(handle, hostname, port), hostname, port)
    stopOnSignal(() => server.stop().then(finished), store.close)
    announce(`http://${urlHost}:${server.port}`, isDevelopment)
  } catch (error) {
    store.close()
    throw error
  }
}

async function listenOrExplain(
  listen: () => Server | Promise<Server>,
  hostname: string,
  port: number,
): Promise<Server> {
  try {
    return await listen()
  } catch (cause) {
    const problem = `Cannot listen on port ${port} of ${hostname}: ${(cause as Error).message}.`
    throw new Error(`${problem} Set PORT to a free port, and HOST to an address of this machine.`, { cause })
  }
}

/**
 * Returns the variables without the development issuer's key, with which everyone can sign a token for any
 * user.
 */
function productionVariables(): NodeJS.Dict<string> {
  return { ...environment(), DEVELOPMENT_ISSUER_KEY: undefined }
}

/** Returns the settings. @throws {Error} with one sentence that names every missing or invalid one */
function requireValid(variables: NodeJS.Dict<string>): Settings {
  const settings = readSettings(variables)
  if (!('problems' in settings)) return settings
  const { problems } = settings
  const trial = problems.some((problem) => /^\w+: is missing$/.test(problem))
    ? ' For a trial on this machine, add --development instead: npm start -- --development'
    : ''
  const sentence = problems.join('; ').replace(/[^?]$/, '$&.')
  throw new Error(`${sentence} Set each as docs/configuration.md describes.${trial}`)
}

function createService(settings: Settings, store: Store) {
  const databaseTimeoutMs = Number.POSITIVE_INFINITY
  const app = createApp(createDeps(settings, { ...store, databaseTimeoutMs, assets: siteFolder() }))
  const { waitUntil, finished } = background()
  const context = { waitUntil, passThroughOnException() {}, props: {} }
  const handle: Handler = (request, remoteAddress) => app.fetch(request, { remoteAddress }, context)
  return { handle, finished }
}

function announce(url: string, isDevelopment: boolean): void {
  if (isDevelopment) console.log(firstSteps(url))
  else console.log(JSON.stringify({ time: new Date().toISOString(), level: 'info', event: 'listening', url }))
}
