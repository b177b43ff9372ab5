import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { freePort } from '../docs/project.ts'
import { launchCommand, temporaryFolder } from '../support/service/self-hosted.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** The files that the scripts read. They are copied, because the scripts write next to them. */
const COPIED = [
  'package.json',
  'wrangler.toml',
  'tsconfig.json',
  'migrations',
  'src',
  'scripts',
  'console',
  'dist',
]

function projectFolder(): string {
  const folder = temporaryFolder()
  for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Ends what is left of a process group. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {}
}

test.each([
  ['start', '--development'],
  ['start:bun', '--development'],
  ['start:deno', '--development'],
  ['dev'],
])(
  'SIGTERM to the npm of `npm run %s` alone ends the service in order.',
  { timeout: 60_000 },
  async (script, ...options) => {
    const port = await freePort()
    const { pid, url, ended } = await launchCommand(
      ['npm', 'run', script, '--', ...options],
      { PORT: String(port) },
      projectFolder(),
    )
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    try {
      process.kill(pid, 'SIGTERM')
      expect(await ended).toBe(0)
      await vi.waitFor(() => expect(fetch(`${url}/healthz`)).rejects.toThrow(), 10_000)
      expect(() => process.kill(-pid, 0)).toThrow('ESRCH')
    } finally {
      endGroup(pid)
    }
  },
)

test('Every script that starts a program of ours becomes that program, except builds, which end by themselves.', () => {
  const starting = Object.entries(scripts).filter(([, command]) => /\.[jt]s$/.test(command))
  const others = starting.filter(([, command]) => !command.startsWith('exec '))
  expect(others.map(([name]) => name)).toEqual(['prepare', 'build'])
})
