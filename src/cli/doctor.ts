import { parseArgs } from 'node:util'
import { isSecureUrl } from '../domain/discovery.ts'
import { checkEntry } from './doctor/check-entry.ts'
import { checkConsole, checkProvider } from './doctor/check-provider.ts'
import { checkToken } from './doctor/check-token.ts'
import type { Finding } from './doctor/finding.ts'
import { offerHelp } from './help.ts'

/**
 * `npm run doctor -- --issuer URL [--token JWT]`: checks whether the service could use an identity provider
 * and accept its token. The exit status is 1 if something would not work.
 */

const USAGE = `Usage: npm run doctor -- --issuer URL [--token JWT]
Checks an identity provider as the service sees it: metadata, keys, algorithms, and CORS for the console. The entry comes from
TRUSTED_ISSUERS, and the address of the console from ISSUER, in the environment. Without an entry, the defaults are checked.
--token is an access token of the provider, which is then checked too; the default is PROVIDER_TOKEN. It is sent nowhere.`

const LABELS = { ok: 'ok  ', fail: 'FAIL', note: 'note' }

offerHelp(USAGE)
const { issuer, token } = readOptions()
const findings = await examine()
for (const { level, text } of findings) console.log(`${LABELS[level]}  ${text}`)
process.exitCode = findings.some(({ level }) => level === 'fail') ? 1 : 0

function readOptions(): { issuer: string; token: string | undefined } {
  try {
    return parseOptions()
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(1)
  }
}

function parseOptions() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { issuer: text, token: text } })
  const { issuer } = values
  if (!isSecureUrl(issuer))
    throw new Error('--issuer must be an https URL (http on a loopback address only).')
  return { issuer, token: values.token ?? process.env.PROVIDER_TOKEN }
}

async function examine(): Promise<Finding[]> {
  const { findings, entry } = checkEntry(issuer, process.env.TRUSTED_ISSUERS)
  const { findings: ofProvider, provider } = await checkProvider({ ...entry, issuer })
  const origin = URL.parse(process.env.ISSUER ?? '')?.origin
  const ofConsole = await checkConsole(entry, provider, origin)
  const ofToken = token === undefined ? [] : await checkToken(token, entry, provider)
  return [...findings, ...ofProvider, ...ofConsole, ...ofToken]
}
