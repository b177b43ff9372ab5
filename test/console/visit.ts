import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'

/** The folder of the screenshots. */
const PICTURES = '.pictures'

/** The browser and services of the tests, or null if no browser is installed. */
export const started = inject('console')

let connected: Promise<Browser> | undefined
afterAll(async () => (await connected)?.close())

function browser(): Promise<Browser> {
  connected ??= chromium.connect(started?.browser ?? '')
  return connected
}

/** A window of the browser on a service; `errors` are its script errors and violations of its policy. */
export type Visit = { page: Page; url: string; errors: string[]; leave: () => Promise<void> }

/** The browser's message for an error response that the console shows to the user. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/

/** Opens the console in a separate browser context, without storage or cookies of other visits. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const permissions = ['clipboard-write']
  const context = await (await browser()).newContext({
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions,
    ...options,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(`${url}/`)
  return { page, url, errors, leave: () => context.close() }
}

export type Person = { sub: string; name?: string; email?: string; roles?: string[]; scopes?: string[] }

/** Signs in at the development issuer as any person. */
export async function signIn(
  { page }: Visit,
  { sub, name = '', email = '', ...rights }: Person,
): Promise<void> {
  await page.locator('.sign-in button').click()
  await page.locator('summary').click()
  await page.locator('[name=sub]:visible').fill(sub)
  await page.locator('[name=name]:visible').fill(name)
  await page.locator('[name=email]:visible').fill(email)
  for (const right of [...(rights.roles ?? []), ...(rights.scopes ?? [])])
    await page.locator(`[value="${right}"]:visible`).check()
  await page.locator('details [type=submit]').click()
  await page.locator('header nav').waitFor()
}

export const MANAGE = 'idn:app-roles:manage'
export const READ = 'idn:app-roles:read'

/** Returns a user that no other test knows. */
export function newUser(rights: Partial<Person> = {}): Person {
  const sub = `user-${crypto.randomUUID().slice(0, 8)}`
  return { sub, name: 'Alice Doe', email: `${sub}@example.com`, ...rights }
}

/** Opens a screen through the menu. */
export async function goTo({ page }: Visit, screen: string): Promise<void> {
  await page.locator('header nav').getByRole('link', { name: screen, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: screen, exact: true }).waitFor()
}

/** Creates an application and leaves the dialog with its secret open. */
export async function create({ page }: Visit, name: string): Promise<void> {
  const button = page.getByRole('button', { name: 'Create application' })
  await button.first().waitFor()
  if ((await page.getByLabel('Name').count()) === 0) await button.click()
  await page.getByLabel('Name').fill(name)
  await page.locator('form').getByRole('button', { name: 'Create application' }).click()
  await page.getByRole('dialog', { name: 'Save this secret now' }).waitFor()
}

/** Asks to delete the application on the screen. */
export async function deleteApplication({ page }: Visit, name: string): Promise<void> {
  await page.getByRole('button', { name: `Delete ${name}` }).click()
  await page.getByLabel(`Type ${name} to confirm`).fill(name)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Delete ${name}` })
    .click()
}

/** Returns the secret on the screen. */
export async function shownSecret({ page }: Visit): Promise<string> {
  return (await page.locator('dialog dd code').nth(1).textContent()) ?? ''
}

/** Closes the dialog with the secret. */
export async function closeSecret({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'I have saved it' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
}

/** Saves a screenshot. */
export async function picture({ page }: Visit, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}
