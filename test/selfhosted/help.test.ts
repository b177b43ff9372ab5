import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/service/self-hosted.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** The npm scripts that run a command of ours. */
const COMMANDS = Object.entries(scripts).flatMap(([name, script]) => {
  const [file] = /\b(src\/cli|scripts)\/\S+\.ts$/.exec(script) ?? []
  return file && name !== 'prepare' ? [{ name, file }] : []
})

test('Commands are found in package.json.', () => {
  expect(COMMANDS.length).toBeGreaterThan(10)
})

test.each(COMMANDS)('npm run $name -- --help prints its usage, and does nothing.', ({ name, file }) => {
  const folder = temporaryFolder()
  for (const option of ['--help', '-h']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(file), option], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('Error') })
    expect(stdout).toMatch(new RegExp(`^Usage: npm (run (-s )?${name}|start)\\b`))
  }
  expect(readdirSync(folder)).toEqual([])
})
