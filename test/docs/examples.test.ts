import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { developmentToken } from '../../src/domain/development-issuer.ts'
import { readSettings } from '../../src/platform/settings.ts'
import { exchange, newApplication } from '../support/api/client.ts'
import type { Service } from '../support/service/service.ts'
import { type Block, blocksOf, DOCUMENTS } from './documents.ts'
import { freePort, startProject } from './project.ts'

let project: Awaited<ReturnType<typeof startProject>>
beforeAll(async () => {
  project = await startProject()
})
afterAll(() => project.stop())

const PAGES = DOCUMENTS.map((document) => {
  const blocks = blocksOf(document)
  return { path: document.path, blocks, shell: blocks.filter(({ language }) => language === 'sh') }
})

describe('a shell block', () => {
  /** The reason why a block is not run. */
  const NOT_RUN = /^not run: \S.{5,}/

  /** A line that shows JSON, or a part of it; `…` matches any text. */
  const OUTPUT = /^# ([{["].*)$/gm

  /** The address that the documents use. */
  const ADDRESS = 'http://127.0.0.1:8787'

  test.each(PAGES.flatMap(({ path, shell }) => shell.map((block) => ({ path, ...block }))))(
    'at $path:$line is run, or a comment above it explains why not',
    ({ comment }) => {
      if (comment !== '') expect(comment).toMatch(NOT_RUN)
    },
  )

  test.concurrent.each(PAGES.filter(({ shell }) => shell.some(isRun)))(
    'of $path runs, and prints what the page shows',
    async ({ shell }) => {
      const script = shell
        .filter(isRun)
        .map(({ code }) => code.replaceAll(ADDRESS, project.url))
        .join('\n')
      const { status, stdout, stderr } = await bash(script)
      expect({ status, stderr }).toMatchObject({ status: 0 })
      for (const [, shown = ''] of script.matchAll(OUTPUT)) expect(stdout).toMatch(pattern(shown))
    },
  )

  test('that writes an environment file writes valid settings', async () => {
    const [example] = PAGES.flatMap(({ shell }) => shell).filter(({ code }) => /cat > .*\.env/.test(code))
    expect(await bash(example?.code ?? '')).toMatchObject({ status: 0 })
    const variables = parseEnv(readFileSync(join(project.folder, 'latchkey.env'), 'utf8'))
    expect(readSettings(variables)).not.toHaveProperty('problems')
  })

  /** An HTTP error fails a script, and so does any command in it. */
  const PRELUDE = `set -euo pipefail
curl() { command curl --fail-with-body -S "$@"; }
`

  async function bash(script: string) {
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, PORT: String(project.port) }
    const child = spawn('bash', ['-c', PRELUDE + script], { cwd: project.folder, env })
    child.stdin.end()
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    return { status, stdout, stderr }
  }

  function isRun({ comment }: Block): boolean {
    return comment === ''
  }

  function pattern(shown: string): RegExp {
    const escaped = shown.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    return new RegExp(escaped.replaceAll('…', '[^]*'))
  }
})

describe('an API that verifies tokens, as documented for', () => {
  const SCOPE = 'idn:app-roles:read'
  let tokens: Record<'good' | 'narrow' | 'foreign', string>

  beforeAll(async () => {
    for (const { comment, code } of PAGES.flatMap(({ blocks }) => blocks)) {
      const [, file] = /^file: (\S+)$/.exec(comment) ?? []
      if (file) writeFileSync(join(project.folder, file), code)
    }
    const keys = parseEnv(readFileSync(join(project.folder, '.dev.vars'), 'utf8'))
    const key = JSON.parse(keys.DEVELOPMENT_ISSUER_KEY ?? '')
    const sign = (sub: string, scope: string) => developmentToken(key, { sub, scope }, Date.now())
    const service = {
      fetch: (path: string, init?: RequestInit) => fetch(project.url + path, init),
    } as Service
    const issue = async (sub: string, scope: string) =>
      exchange(service, await newApplication(service, await sign(sub, scope)))
    tokens = {
      good: await issue('reader', SCOPE),
      narrow: await issue('outsider', ''),
      foreign: await sign('reader', SCOPE),
    }
  })

  test.each(['server-node.js', 'server-hono.js'])('%s: accepts a valid token only', async (file) => {
    const port = await freePort()
    const { PATH } = process.env
    const env = { PATH, PORT: String(port), LATCHKEY_ISSUER: project.url }
    const server = spawn('node', [file], { cwd: project.folder, env, stdio: 'inherit' })
    const call = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/`, { headers })
    const status = async (token: string) => (await call({ Authorization: `Bearer ${token}` })).status
    try {
      const first = await vi.waitFor(() => call(), 5_000)
      expect([first.status, first.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
      expect(await status(tokens.good)).toBe(200)
      expect(await status(tokens.narrow)).toBe(403)
      expect(await status(tokens.foreign)).toBe(401)
      expect(await status(tokens.good.replace(/.{10}$/, 'AAAAAAAAAA'))).toBe(401)
    } finally {
      server.kill()
    }
  })
})
