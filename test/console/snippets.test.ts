import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSecret, create, newUser, shownSecret, signIn, started, type Visit, visit } from './visit.ts'

const RUNNERS: [name: string, command: string, file: string][] = [
  ['curl', 'bash', 'snippet.sh'],
  ['Node.js', process.execPath, 'snippet.mjs'],
  ['Python', 'python3', 'snippet.py'],
]

/** Whether the command is installed. On CI every command must be. */
function runs(command: string): boolean {
  const found = spawnSync(command, ['--version']).status === 0
  if (!found) console.warn(`Not tested: ${command} is not installed.`)
  return found || process.env.CI !== undefined
}

describe.skipIf(!started)('The snippets for a secret:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  let guest: Visit
  beforeAll(async () => {
    guest = await visit(started?.node ?? '')
    await signIn(guest, newUser({ name: 'Sam Snippet' }))
    await create(guest, 'snippets')
  })
  afterAll(async () => {
    await closeSecret(guest)
    await guest.leave()
    rmSync(folder, { recursive: true })
  })

  test.each(RUNNERS.filter(([, command]) => runs(command)))(
    'The snippet for %s runs unchanged.',
    async (name, command, file) => {
      const { page } = guest
      const part = page.locator('details', { hasText: name })
      if (!(await part.locator('pre').isVisible())) await part.locator('summary').click()
      writeFileSync(join(folder, file), await part.locator('pre').innerText())
      const { status, stdout, stderr } = spawnSync(command, [join(folder, file)], { encoding: 'utf8' })
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: expect.stringContaining('Sam Snippet'),
        stderr: '',
      })
    },
  )

  test('The file .env contains everything that a program needs.', async () => {
    const download = guest.page.waitForEvent('download')
    await guest.page.getByRole('button', { name: 'Download .env' }).click()
    await (await download).saveAs(join(folder, '.env'))
    const text = readFileSync(join(folder, '.env'), 'utf8')
    expect(parseEnv(text)).toEqual({
      LATCHKEY_URL: guest.url,
      LATCHKEY_CLIENT_ID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      LATCHKEY_CLIENT_SECRET: await shownSecret(guest),
    })
  })
})
