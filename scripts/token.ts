import { parseArgs } from 'node:util'
import { offerHelp } from '../src/cli/help.ts'
import { DEVELOPMENT_ROLES, DEVELOPMENT_SCOPES } from '../src/domain/development-issuer.ts'
import { keepFilesPrivate } from '../src/platform/private-files.ts'
import { localToken } from './local-token.ts'

/** `npm run -s token`: prints a user's JWT, signed by the local development issuer, and nothing else. */

const USAGE = `Usage: npm run -s token -- --sub alice [--name "Alice Doe"] [--alias alice.doe] [--email alice@example.com]
  [--role ${DEVELOPMENT_ROLES.join('|')}] [--scope "${DEVELOPMENT_SCOPES[0]}"] [--ttl 3600]`

const text = { type: 'string' } as const
const options = {
  sub: text,
  name: text,
  alias: text,
  email: text,
  role: { type: 'string', multiple: true },
  scope: text,
  ttl: text,
} as const

offerHelp(USAGE)
keepFilesPrivate()
try {
  const { values } = parseArgs({ options })
  const { sub, name, alias, email, role = [], scope = '', ttl = '3600' } = values
  const ttlSeconds = Number(ttl)
  if (!sub) throw new Error('--sub is required: the ID of the user.')
  if (!Number.isInteger(ttlSeconds)) throw new Error('--ttl must be a whole number of seconds.')
  refuseUnknown('--role', role, DEVELOPMENT_ROLES)
  refuseUnknown('--scope', scope.split(' ').filter(Boolean), DEVELOPMENT_SCOPES)
  console.log(await localToken({ sub, name, alias, email, roles: role, scope }, ttlSeconds))
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`)
  process.exit(1)
}

function refuseUnknown(option: string, given: string[], known: string[]): void {
  const unknown = given.find((one) => !known.includes(one))
  if (unknown) throw new Error(`${option} does not support ${unknown}. It supports: ${known.join(', ')}.`)
}
