import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { buildServer } from '../../scripts/build-server.ts'
import build from '../support/service/build-worker.ts'
import { startSelfHosted } from '../support/service/self-hosted.ts'
import { startWorkerd } from '../support/service/workerd.ts'
import { fillApplications } from './fill.ts'
import { settings } from './settings.ts'

/** The browser and the services of two editions that the console's tests use. */
export type Started = { browser: string; workerd: string; node: string }

declare module 'vitest' {
  interface ProvidedContext {
    /** Null if no Chromium is installed. */
    console: Started | null
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
const OPTIONS = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run'
const QUIET = '--disable-background-networking --disable-component-update --disable-sync'

/**
 * Features of Chromium that are turned off. The first three start two more processes for each window: one in
 * reserve, and one for suggestions below the address bar. The flag replaces Playwright's list, so its entries
 * against requests of the browser itself are repeated.
 */
const DISABLED_FEATURES = [
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
]

/** The number of applications that the administrator of the Node edition finds. */
export const MANY = 10_000

/**
 * Starts the browser and the services once for all files. Without a Chromium the tests are skipped with a
 * warning; on CI that is an error.
 * @throws if CI has no Chromium
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const executablePath = installed()
  if (!executablePath) {
    const message = 'The console is not tested: no Chromium is installed. apt-get install chromium'
    if (process.env.CI) throw new Error(message)
    console.warn(`\n${message}\n`)
    project.provide('console', null)
    return undefined
  }
  await Promise.all([build(), buildServer()])
  const args = [...`${OPTIONS} ${QUIET}`.split(' '), `--disable-features=${DISABLED_FEATURES}`]
  const variables = await settings()
  const [browser, workerd, node] = await Promise.all([
    chromium.launchServer({ executablePath, args }),
    startWorkerd(variables),
    startSelfHosted('node', variables, '--development'),
  ])
  await fillApplications(node.db, MANY)
  project.provide('console', { browser: browser.wsEndpoint(), workerd: workerd.url, node: node.url })
  return () => stop(browser, workerd, node)
}

async function stop(browser: BrowserServer, ...services: { stop: () => Promise<void> }[]): Promise<void> {
  await browser.close()
  await Promise.all(services.map((service) => service.stop()))
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
