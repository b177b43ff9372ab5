import { createApp, createClosedApp } from '../http/app.ts'
import { background } from './background.ts'
import { createDeps, logLine } from './deps.ts'
import { localKeys } from './local-keys.ts'
import { readyText } from './ready-text.ts'
import { readSettings } from './settings.ts'
import { siteFolder } from './site-folder.ts'
import { dataFolder, openStore, type Store } from './sqlite/store.ts'
import { stopOnSignal } from './stop.ts'

/** Answers one request; the address is of the socket's other end. */
export type Answer = (request: Request, remoteAddress: string | undefined) => Response | Promise<Response>

/** How long a connection may be idle: longer than what proxies keep one, lest they send into one that just ended. */
export const IDLE_TIMEOUT_SECONDS = 75

/** What listens: on which port, and how it ends: no more connections, and done when the running requests are. */
export type Server = { port: number; stop: () => Promise<unknown> }

/** What of a runtime the service needs. Port 0 is any that is free. @throws where the port is taken */
export type Listen = (answer: Answer, hostname: string, port: number) => Server | Promise<Server>

/** Serves as the environment says, until a signal. What keeps it from starting is told in one line, with exit status 1. */
export async function serve(listen: Listen): Promise<void> {
  try {
    await start(listen)
  } catch (error) {
    console.error(`Cannot start: ${(error as Error).message}`)
    process.exit(1)
  }
}

async function start(listen: Listen): Promise<void> {
  const { hostname, port, development } = address()
  const store = openStore(dataFolder())
  try {
    const { answer, finished } = await service(store, development ? await forDevelopment(port) : deployed())
    const server = await listening(() => listen(answer, hostname, port), hostname, port)
    stopOnSignal(() => server.stop().then(finished), store.close)
    announce(`http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${server.port}`, development)
  } catch (error) {
    store.close()
    throw error
  }
}

async function listening(
  listen: () => Server | Promise<Server>,
  hostname: string,
  port: number,
): Promise<Server> {
  try {
    return await listen()
  } catch (cause) {
    throw new Error(`port ${port} of ${hostname} cannot be listened on: ${(cause as Error).message}`, {
      cause,
    })
  }
}

const LOOPBACK = /^(localhost|::1|127(\.\d+){3})$/

/** Development is: nobody is trusted yet, and nobody else can reach us. */
function address() {
  const { HOST, PORT, TRUSTED_ISSUERS } = process.env
  const hostname = HOST || '127.0.0.1'
  const port = Number(PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT ${PORT} is no port`)
  return { hostname, port, development: !TRUSTED_ISSUERS && LOOPBACK.test(hostname) }
}

/** Never with the key that makes everyone a user. */
function deployed(): NodeJS.Dict<string> {
  return { ...process.env, DEVELOPMENT_ISSUER_KEY: undefined }
}

async function forDevelopment(port: number): Promise<NodeJS.Dict<string>> {
  const given = Object.entries(process.env).filter(([, value]) => value)
  return { ISSUER: `http://127.0.0.1:${port}`, ...(await localKeys()), ...Object.fromEntries(given) }
}

async function service(store: Store, variables: NodeJS.Dict<string>) {
  const settings = readSettings(variables)
  const app =
    'problems' in settings
      ? createClosedApp({ log: logLine, now: Date.now }, settings.problems)
      : createApp(
          createDeps(settings, {
            ...store,
            databaseTimeoutMs: Number.POSITIVE_INFINITY,
            assets: siteFolder(),
          }),
        )
  const { waitUntil, finished } = background()
  const context = { waitUntil, passThroughOnException() {}, props: {} }
  const answer: Answer = (request, remoteAddress) => app.fetch(request, { remoteAddress }, context)
  return { answer, finished }
}

function announce(url: string, development: boolean): void {
  if (development) console.log(readyText(url))
  else console.log(JSON.stringify({ time: new Date().toISOString(), level: 'info', event: 'listening', url }))
}
