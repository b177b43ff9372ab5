import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { offerHelp } from '../src/cli/help.ts'
import { CLIENTS, type Client } from './interop/clients.ts'
import { type Result, tryClient } from './interop/try-client.ts'
import { createWorld } from './interop/world.ts'

/**
 * `npm run interop [-- --only NAME]`: installs unmodified client software into a temporary folder, runs a
 * small program with each client against the service, and prints a table. The exit status is 1 if one fails.
 */

const HEAD = '| client | from | version | program | what it did | result |\n|---|---|---|---|---|---|'

offerHelp(`Usage: npm run interop [-- --only NAME]
Installs the clients whose name contains NAME into a temporary folder and runs each against the service.`)
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const clients = CLIENTS.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-interop-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
// The server processes of Apache run as another user.
chmodSync(folder, 0o711)

const world = await createWorld(folder)
const rows: string[] = []
for (const client of clients) {
  console.error(`${client.name} …`)
  const own = join(folder, client.program)
  mkdirSync(own)
  const result = await tryClient(client, world, own)
  if (result.hasFailed) process.exitCode = 1
  rows.push(rowOf(client, result))
}
console.log([HEAD, ...rows].join('\n'))
// The services still run.
process.exit()

function rowOf({ name, from, program }: Client, { version, done, outcome }: Result): string {
  const cells = [name, from, version, `\`${program}\``, done, outcome]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
