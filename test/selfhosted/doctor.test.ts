import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AUDIENCE, type Issuer, startIssuer, type TokenOptions } from '../support/oauth/issuer.ts'
import { logIn, type OpenIdProvider, startOpenIdProvider } from '../support/oauth/openid-provider.ts'

const SCOPE = 'idn:app-roles:read'
const ADDRESS = 'https://keys.example.com'

let issuer: Issuer
let provider: OpenIdProvider
beforeAll(async () => {
  issuer = await startIssuer()
  const claims = { name: 'Alice Doe', realm_access: { roles: ['admin', 'root'] } }
  provider = await startOpenIdProvider({ subject: 'alice', claims, audience: AUDIENCE, scope: SCOPE })
})
afterAll(() => Promise.all([issuer.stop(), provider.stop()]))

/** Runs the command. The providers run in this process, so it must not wait for the command. */
async function doctor(args: string[], entry?: object, more: NodeJS.Dict<string> = {}) {
  const TRUSTED_ISSUERS = entry && JSON.stringify([{ audience: AUDIENCE, ...entry }])
  const env = { ...process.env, ISSUER: ADDRESS, TRUSTED_ISSUERS, ...more }
  const child = spawn(process.execPath, ['src/cli/doctor.ts', ...args], { env })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const status = await new Promise((resolve) => {
    if (child.exitCode === null) child.once('exit', resolve)
    else resolve(child.exitCode)
  })
  return { status, output, errors }
}

const failures = (output: string) =>
  output.split('\n').flatMap((line) => (line.startsWith('FAIL  ') ? [line.slice(6)] : []))

describe('npm run doctor', () => {
  test('finds nothing wrong with a real provider, its console client and its token.', async () => {
    const { access_token } = await logIn(provider.issuer, SCOPE, AUDIENCE)
    const entry = {
      issuer: provider.issuer,
      claims: { roles: ['realm_access', 'roles'] },
      roles: ['admin'],
      scopes: [SCOPE],
      console: { clientId: 'console' },
    }
    const { status, output, errors } = await doctor(
      ['--issuer', provider.issuer, '--token', access_token],
      entry,
    )
    expect({ status, errors, failures: failures(output) }).toEqual({ status: 0, errors: '', failures: [] })
    for (const sentence of [
      `ok    There is an entry for ${provider.issuer}.`,
      `ok    ${provider.issuer}/.well-known/openid-configuration names this issuer.`,
      `ok    ${provider.issuer}/jwks has keys that can be used: "provider-1" (ES256).`,
      `ok    ${provider.issuer}/token allows ${ADDRESS} by CORS.`,
      'ok    The signature is valid: ES256, kid "provider-1".',
      'note  Roles: ["admin"] of ["admin","root"] in the token.',
      `note  Scopes: ["${SCOPE}"] of ["${SCOPE}"] in the token.`,
      'note  Name: "Alice Doe", alias: null, email: null.',
    ])
      expect(output).toContain(`${sentence}\n`)
    for (const part of access_token.split('.')) expect(output).not.toContain(part)
  })

  test('names what is wrong with the real provider’s opaque token and its ID token.', async () => {
    const opaque = await logIn(provider.issuer, SCOPE)
    const entry = { issuer: provider.issuer }
    const first = await doctor(['--issuer', provider.issuer, '--token', opaque.access_token], entry)
    expect(first.status).toBe(1)
    expect(failures(first.output)).toEqual([expect.stringContaining('opaque')])
    const { id_token } = await logIn(provider.issuer, SCOPE, AUDIENCE)
    const second = await doctor(['--issuer', provider.issuer, '--token', id_token], entry)
    expect(failures(second.output)).toEqual([
      `aud is portal; the entry accepts ${AUDIENCE}. Ask the provider for a token for this service, or change \`audience\`.`,
    ])
  })

  test.each<[what: string, options: TokenOptions, failed: string[]]>([
    ['another audience', { claims: { aud: 'x' } }, ['aud is x;']],
    ['no audience', { claims: { aud: undefined } }, ['aud is missing;']],
    ['a missing key', { header: { kid: 'x' } }, ['No published key has the kid "x" and is for ES256.']],
    ['no subject', { claims: { sub: undefined } }, ['sub is missing']],
    ['an expiry', { claims: { exp: 1_700_000_000 } }, ['The token expired at 2023-11-14T22:13:20.000Z.']],
    ['no expiry', { claims: { exp: undefined } }, ['exp is missing.']],
    ['an issue in the future', { claims: { iat: 4e9 } }, ['The token was issued in the future']],
    [
      'several faults',
      { claims: { aud: 'x', nonce: 'x', sub: '' } },
      ['aud is x;', 'nonce is not', 'sub is'],
    ],
  ])('names %s of a token.', async (_, options, failed) => {
    const token = await issuer.sign(options)
    const { status, output } = await doctor(
      ['--issuer', issuer.issuer],
      { issuer: issuer.issuer },
      { PROVIDER_TOKEN: token },
    )
    expect(status).toBe(1)
    expect(failures(output)).toEqual(failed.map((start) => expect.stringContaining(start)))
  })

  test('names an issuer whose final slash differs, in the entry and in the token.', async () => {
    const claims = { iss: `${issuer.issuer}/` }
    const { output } = await doctor(
      ['--issuer', `${issuer.issuer}/`, '--token', await issuer.sign({ claims })],
      {
        issuer: issuer.issuer,
      },
    )
    expect(failures(output)).toEqual([
      `The entry has ${issuer.issuer}, not ${issuer.issuer}/. They must be equal, including a final slash.`,
      `${issuer.issuer}/.well-known/openid-configuration names the issuer "${issuer.issuer}", not "${issuer.issuer}/".`,
      `iss is "${issuer.issuer}/", but the issuer is "${issuer.issuer}". Mind the final slash.`,
    ])
  })

  test('names another algorithm, another signature, keys that do not fit, and a lack of CORS.', async () => {
    const entry = { issuer: issuer.issuer, console: { clientId: 'console' } }
    const { privateKey: key } = await generateKeyPair('ES256')
    issuer.state.metadata = { token_endpoint: `${issuer.issuer}/token` }
    const args = ['--issuer', issuer.issuer, '--token', await issuer.sign({ key })]
    const forged = await doctor(args, entry)
    expect(failures(forged.output)).toEqual([
      `${issuer.issuer}/.well-known/openid-configuration does not allow ${ADDRESS} by CORS, so browsers cannot sign in.`,
      `${issuer.issuer}/token does not allow ${ADDRESS} by CORS, so browsers cannot sign in.`,
      expect.stringContaining('The signature is invalid'),
    ])
    const other = await doctor(args, { issuer: issuer.issuer, algorithms: ['RS256'] })
    expect(failures(other.output)).toEqual([
      `${issuer.issuer}/jwks has no key for RS256: "key-1" (ES256).`,
      'alg is "ES256"; the entry accepts RS256.',
    ])
  })

  test('names each URL and its response if there is no metadata.', async () => {
    const silent = await startIssuer()
    silent.state.missing = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']
    const { output } = await doctor(['--issuer', silent.issuer])
    await silent.stop()
    expect(failures(output)).toEqual([
      `${silent.issuer}/.well-known/openid-configuration responded 404; ${silent.issuer}/.well-known/oauth-authorization-server responded 404.`,
    ])
  })

  test('checks the defaults without an entry, and shows the audience to choose from.', async () => {
    const { status, output } = await doctor(['--issuer', issuer.issuer, '--token', await issuer.sign()])
    expect(status).toBe(0)
    expect(output).toContain('so the defaults are checked')
    expect(output).toContain(`aud is "${AUDIENCE}": \`audience\` must be one of its values.`)
  })

  test.each([
    [[], '--issuer must be an https URL'],
    [['--issuer', 'http://example.com'], '--issuer must be an https URL'],
    [['--unknown'], 'Unknown option'],
  ])('refuses the options %j with its usage.', async (args, message) => {
    const { status, errors } = await doctor(args)
    expect(status).toBe(1)
    expect(errors).toContain(message)
    expect(errors).toContain('Usage: npm run doctor')
  })
})
