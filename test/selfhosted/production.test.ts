import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { launchCommand, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings } from '../support/service/service.ts'

/** The files of a production install, as docs/self-hosting.md lists them. */
const FILES = ['package.json', 'package-lock.json', 'dist', 'migrations', 'src']

type Lock = { packages: Record<string, { dev?: boolean }> }

/** Installs what `npm ci --omit=dev --ignore-scripts` does, from the packages at hand, without a download. */
function installProduction(folder: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const production = Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev)
  for (const path of production.filter((path) => existsSync(path))) {
    if (path.startsWith('node_modules/node-')) linkNode(path, folder)
    else cpSync(path, join(folder, path), { recursive: true })
  }
}

/** Links Node, since it is large, to where npm scripts look for it. */
function linkNode(path: string, folder: string): void {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(resolve(path, 'bin/node'), join(folder, 'node_modules/.bin/node'))
}

describe('A production install', () => {
  const folder = temporaryFolder()
  beforeAll(() => {
    for (const name of FILES) cpSync(name, join(folder, name), { recursive: true })
    installProduction(folder)
  })

  function npm(...options: string[]) {
    const { PATH, HOME } = process.env
    return spawnSync('npm', ['run', '-s', ...options], { cwd: folder, env: { PATH, HOME }, encoding: 'utf8' })
  }

  test('lacks the development dependencies.', () => {
    expect(existsSync(join(folder, 'node_modules/hono'))).toBe(true)
    expect(existsSync(join(folder, 'node_modules/vite'))).toBe(false)
  })

  test.each(['start', 'start:bun', 'start:deno'])(
    'serves with npm run %s, the console included.',
    async (script) => {
      const settings = await goodSettings({ issuer: 'https://id.example.com' })
      const { url, stop } = await launchCommand(['npm', 'run', script], settings, folder)
      expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready' })
      expect((await fetch(`${url}/`)).headers.get('Content-Type')).toMatch(/^text\/html/)
      await stop()
    },
  )

  test('runs the commands for operators.', () => {
    const keys = npm('keys', '--', 'SIGNING_KEYS')
    expect(JSON.parse(keys.stdout), keys.stderr).toMatchObject([{ kty: 'EC' }])
    for (const name of ['backup', 'restore', 'import'])
      expect(npm(name).stderr).toMatch(new RegExp(`Usage: npm run ${name}`))
  })

  test('keeps its dist/ when npm ci runs prepare, and cannot build.', () => {
    cpSync('scripts', join(folder, 'scripts'), { recursive: true })
    const server = join(folder, 'dist/server/node.js')
    const before = statSync(server).mtimeMs
    const prepare = npm('prepare')
    expect(prepare).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^Nothing is built /),
    })
    expect(npm('build')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Cannot build: the development/),
    })
    expect(statSync(server).mtimeMs).toBe(before)
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['server', 'site'])
  })
})

describe('On a Node that is too old, the service names the version that it needs:', () => {
  /** Makes this Node lack what an old one lacks. */
  const PRETENDED = [
    process.execPath,
    '--no-experimental-sqlite',
    '--import',
    `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '22.9.0' } })`,
  ]

  /** Nodes of this machine, outside of the dependencies. */
  const installed = ['/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path))
  const old = installed.filter((path) =>
    /^v(1\d|20|21)\./.test(execFileSync(path, ['--version'], { encoding: 'utf8' })),
  )

  test.each([
    ['one without node:sqlite', PRETENDED],
    ...old.map((path): [string, string[]] => [path, [path]]),
  ])('%s.', (_, [command = '', ...options]) => {
    const { status, stdout, stderr } = spawnSync(command, [...options, 'dist/server/node.js'], {
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /^Cannot start: Node 22\.18 or newer is required\. This is Node \d+\.\d+\.\d+\.\n$/,
    )
  })
})
