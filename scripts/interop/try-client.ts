import { ALGORITHMS, type Client } from './clients.ts'
import { tokenForApi } from './credentials.ts'
import { type Installed, install } from './packages.ts'
import { place, runToEnd, whileListening } from './programs.ts'
import { freePort } from './service.ts'
import { badTokens } from './tokens.ts'
import { type Side, variablesOf, type World } from './world.ts'

/** The result of a client, as the table shows it. */
export type Result = { version: string; done: string; outcome: string; hasFailed: boolean }

type Place = { world: World; folder: string; installed: Installed }

/** Installs a client into a folder and runs its program. A client that cannot be installed is not run. */
export async function tryClient(client: Client, world: World, folder: string): Promise<Result> {
  let installed: Installed
  try {
    installed = install(client, folder)
  } catch (error) {
    return { version: '', done: '', outcome: `not run: ${(error as Error).message}`, hasFailed: false }
  }
  const { version } = installed
  try {
    const here = { world, folder, installed }
    const done = 'steps' in client ? await takeSteps(client, here) : await verifyTokens(client, here)
    return { version, done, outcome: 'passed', hasFailed: false }
  } catch (error) {
    console.error(`${client.name}: ${(error as Error).message}`)
    return { version, done: '', outcome: 'failed', hasFailed: true }
  }
}

/** Runs a client's program against the service with the default algorithm. */
async function takeSteps(client: Client & { steps: string[] }, here: Place): Promise<string> {
  const variables = allVariables(here, 'ES256')
  const taken = await runToEnd(place(client.program, here.folder, variables), variables)
  const missing = client.steps.filter((step) => !taken.includes(step))
  if (missing.length > 0) throw new Error(`It did not do: ${missing.join(', ')}`)
  return client.steps.join(', ')
}

/** Starts a resource server for each algorithm, and calls it with a valid token and with bad ones. */
async function verifyTokens(
  client: Client & { algorithms: string[]; introspects?: boolean },
  here: Place,
): Promise<string> {
  const accepted: string[] = []
  for (const algorithm of ALGORITHMS) {
    const port = await freePort()
    const variables = { ...allVariables(here, algorithm), PORT: String(port) }
    for (const file of client.files ?? []) place(file, here.folder, variables)
    const path = place(client.program, here.folder, variables)
    const side = sideOf(here, algorithm)
    if (await whileListening(path, variables, port, (url) => isAccepted(url, side))) accepted.push(algorithm)
  }
  if (accepted.join() !== client.algorithms.join())
    throw new Error(`It accepts ${accepted.join(', ')}; expected: ${client.algorithms.join(', ')}`)
  return `${client.introspects ? 'introspects' : 'verifies'} ${accepted.join(', ')}; refuses bad tokens`
}

/** Whether a resource server accepts a valid token. @throws {Error} if it accepts a bad one */
async function isAccepted(url: string, { service, credentials }: Side): Promise<boolean> {
  const valid = await tokenForApi(service, credentials)
  for (const [reason, token] of Object.entries(await badTokens(valid, service))) {
    const status = await statusOf(url, token)
    if (status !== 401 && status !== 403) throw new Error(`The status for ${reason} is ${status}`)
  }
  return (await statusOf(url, valid)) === 200
}

async function statusOf(url: string, token: string | undefined): Promise<number> {
  const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` }
  return (await fetch(url, headers && { headers })).status
}

function allVariables(here: Place, algorithm: string): Record<string, string> {
  const { world, folder, installed } = here
  return { ...installed.variables, ...variablesOf(world.certFile, sideOf(here, algorithm), folder) }
}

function sideOf({ world }: Place, algorithm: string): Side {
  return world.sides.get(algorithm) as Side
}
