import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { createSigningKeys, type SigningJwk } from '../../src/domain/signing-keys.ts'
import { readSettings } from '../../src/platform/settings.ts'

const COMMAND = resolve('src/cli/keys.ts')
const directory = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(directory, { recursive: true }))

type Ring = SigningJwk[]

/** Runs the command in a folder of its own, with its own file of local keys. */
function keys(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    input,
    cwd: directory,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function ringOf(args: string[], input?: Ring): Ring {
  const { stdout, stderr } = keys(args, JSON.stringify(input))
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const created = new Map<string, Ring>()

/**
 * Returns a value that the command creates with these options: the same at every call, since each process
 * takes time.
 */
function createdRing(...options: string[]): Ring {
  const name = options.join(' ')
  const ring = created.get(name) ?? ringOf(['SIGNING_KEYS', ...options])
  created.set(name, ring)
  return ring
}

describe('npm run keys', () => {
  test.each([
    [[], 'EC', 'ES256'],
    [['--alg', 'Ed25519'], 'OKP', 'EdDSA'],
    [['--alg', 'RS256'], 'RSA', 'RS256'],
  ])('creates a signing key, %j, and its public JWK has no private member.', async (options, kty, alg) => {
    const ring = createdRing(...options)
    const made = createSigningKeys(ring as [SigningJwk])
    expect(ring).toMatchObject([{ kty, kid: expect.stringMatching(/^\d{4}-\d\d-\d\d-[0-9a-f]{8}$/) }])
    expect(await made.signer()).toMatchObject({ kid: ring[0]?.kid, alg })
    expect(made.published.keys).toMatchObject([{ kty, alg, use: 'sig', kid: ring[0]?.kid }])
    expect(Object.keys(made.published.keys[0] ?? {})).not.toContain('d')
  })

  test.each(['ES256', 'Ed25519', 'RS256'])(
    'creates a key for %s that the settings accept, and refuse without any of its required members.',
    (algorithm) => {
      const [key] = createdRing('--alg', algorithm)
      const problems = (value: unknown) => {
        const read = readSettings({ SIGNING_KEYS: JSON.stringify([value]) })
        return 'problems' in read ? read.problems.filter((one) => one.startsWith('SIGNING_KEYS')) : []
      }
      expect(problems(key)).toEqual([])
      const members = Object.keys(key ?? {}).filter((member) => member !== 'alg')
      for (const member of members) {
        expect(problems({ ...key, [member]: undefined })).toEqual([expect.stringContaining(`.${member}`)])
      }
      expect(problems({ ...key, [algorithm === 'RS256' ? 'n' : 'x']: 'AQAB' })).toHaveLength(1)
    },
  )

  test('adds a key last, promotes it to the first place, and retires the other: the value goes in and out.', () => {
    const old = createdRing()
    const added = ringOf(['SIGNING_KEYS', 'add', '--alg', 'Ed25519'], old)
    const [first, second] = added.map(({ kid }) => kid) as [string, string]
    expect(added).toEqual([old[0], expect.objectContaining({ kty: 'OKP' })])
    const promoted = ringOf(['SIGNING_KEYS', 'promote', second], added)
    expect(promoted).toEqual([added[1], added[0]])
    expect(ringOf(['SIGNING_KEYS', 'retire', first], promoted)).toEqual([added[1]])
    expect(keys(['SIGNING_KEYS', 'list'], JSON.stringify(promoted)).stdout).toBe(`${second}\n${first}\n`)
  })

  test('prints what to do in production, and when, on standard error and never in the value.', () => {
    const old = createdRing()
    const { stderr } = keys(['SIGNING_KEYS', 'add'], JSON.stringify(old))
    expect(stderr).toMatch(/300 seconds.*promote \d{4}-.*npx wrangler secret put SIGNING_KEYS/s)
    expect(stderr).not.toContain((old[0] as { d: string }).d)
    const added = ringOf(['SIGNING_KEYS', 'add'], old)
    const advice = keys(['SIGNING_KEYS', 'promote', added[1]?.kid ?? ''], JSON.stringify(added)).stderr
    expect(advice).toMatch(new RegExp(`TOKEN_TTL_SECONDS.*retire ${old[0]?.kid}`, 's'))
  })

  test.each([
    ['ES256', /fastify-jwt-jwks cannot verify ES256, and go-oidc only if .* --alg RS256\./],
    ['Ed25519', /mod_auth_openidc, mod_oauth2 and passport-jwt cannot verify EdDSA/],
  ])('names the libraries that cannot verify %s, when it creates such a key.', (algorithm, caution) => {
    expect(keys(['SIGNING_KEYS', '--alg', algorithm]).stderr).toMatch(caution)
    expect(keys(['SIGNING_KEYS', '--alg', 'RS256']).stderr).not.toContain('cannot verify')
    expect(keys(['SECRET_PEPPERS']).stderr).not.toContain('cannot verify')
  })

  test.each<[string, string[], string, RegExp]>([
    [
      'another setting',
      ['OTHER'],
      '',
      /Unknown setting “OTHER”\. Settings with keys: SIGNING_KEYS, SECRET_PEPPERS/,
    ],
    ['another verb', ['SIGNING_KEYS', 'rotate'], '[{"kid":"a"}]', /Unknown verb “rotate”/],
    ['another algorithm', ['SIGNING_KEYS', '--alg', 'HS256'], '', /Unknown algorithm “HS256”/],
    ['an unknown kid', ['SIGNING_KEYS', 'promote', 'b'], '[{"kid":"a"}]', /Unknown key b\. Keys: a\./],
    ['the end of the key that signs', ['SIGNING_KEYS', 'retire', 'a'], '[{"kid":"a"},{"kid":"b"}]', /first/],
    ['a value that is not JSON', ['SIGNING_KEYS', 'add'], '{"d":"hunter2"', /not a JSON array of keys/],
    ['an empty value', ['SIGNING_KEYS', 'add'], '[]', /not a JSON array of keys/],
  ])('refuses %s, and repeats nothing of the value.', (_, args, input, problem) => {
    const { status, stdout, stderr } = keys(args, input)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(problem)
    expect(stderr).not.toContain('hunter2')
  })

  test('changes the local keys in their file, and nothing else in it.', () => {
    const file = join(directory, '.dev.vars')
    writeFileSync(file, `# Keys\nSIGNING_KEYS='${JSON.stringify([{ kid: 'local-1' }])}'\nOTHER='kept'\n`)
    expect(keys(['SIGNING_KEYS', 'add', '--local']).stdout).toBe('')
    const { SIGNING_KEYS = '', OTHER } = parseEnv(readFileSync(file, 'utf8'))
    expect(JSON.parse(SIGNING_KEYS)).toMatchObject([{ kid: 'local-1' }, { kty: 'EC' }])
    expect([OTHER, readFileSync(file, 'utf8').split('\n')[0]]).toEqual(['kept', '# Keys'])
  })

  test('keeps the value in a file, through all verbs, and prints nothing of it.', () => {
    const file = join(directory, 'signing-keys.json')
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = keys(['SIGNING_KEYS', ...args, '--file', file])
      expect(status, stderr).toBe(0)
      expect(stdout + stderr).not.toMatch(/"d":/)
      return { stdout, stderr, ring: JSON.parse(readFileSync(file, 'utf8')) as Ring }
    }
    const made = run()
    expect(made.stderr).toMatch(/Store it .*npx wrangler secret put SIGNING_KEYS < .*signing-keys\.json/s)
    chmodSync(file, 0o644)
    const added = run('add').ring
    expect(added).toEqual([...made.ring, expect.objectContaining({ kty: 'EC' })])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(run('promote', added[1]?.kid ?? '').ring).toEqual([added[1], added[0]])
    expect(run('list').stdout).toBe(`${added[1]?.kid}\n${added[0]?.kid}\n`)
    expect(run('retire', added[0]?.kid ?? '').ring).toEqual([added[1]])
  })

  test.each<[string, string[], RegExp]>([
    [
      'creates no value where a file exists',
      [],
      /kept\.json exists\. Name another file, or add a key to this one\./,
    ],
    ['changes nothing for an unknown kid', ['retire', 'b'], /Unknown key b/],
    ['changes nothing for another verb', ['rotate'], /Unknown verb “rotate”/],
    ['takes no second place', ['add', '--local'], /--file and --local exclude each other/],
  ])('%s, so that kept keys are not lost.', (_, args, problem) => {
    const file = join(directory, 'kept.json')
    writeFileSync(file, '[{"kid":"a"},{"kid":"c"}]')
    const { status, stderr } = keys(['SIGNING_KEYS', ...args, '--file', file])
    expect([status, readFileSync(file, 'utf8')]).toEqual([1, '[{"kid":"a"},{"kid":"c"}]'])
    expect(stderr).toMatch(problem)
  })

  test('creates peppers too.', () => {
    const [pepper] = JSON.parse(
      execFileSync(process.execPath, [COMMAND, 'SECRET_PEPPERS'], { stdio: 'pipe' }).toString(),
    )
    expect(pepper).toMatchObject({ kty: 'oct', k: expect.stringMatching(/^[\w-]{43}$/) })
  })
})
