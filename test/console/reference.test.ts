import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations, WCAG_RULES } from './accessibility.ts'
import { picture, started, type Visit, visit } from './visit.ts'

/** A visit of the reference; `requested` are the URLs of all requests that its page sends. */
type ReferenceVisit = Visit & { requested: string[] }

async function open(url = '', width = 1280): Promise<ReferenceVisit> {
  const guest = await visit(url, { viewport: { width, height: 900 } })
  const requested: string[] = []
  guest.page.on('request', (request) => requested.push(request.url()))
  await guest.page.goto(`${url}/docs`)
  await guest.page.getByRole('heading', { name: 'Latchkey' }).waitFor()
  return { ...guest, requested }
}

/** Opens everything that is folded, level by level: what opens contains more. */
async function unfold({ page }: Visit): Promise<void> {
  for (let level = 0; level < 3; level++) {
    await page.evaluate(
      `document.querySelectorAll('[aria-expanded=false], .show-more').forEach((one) => one.click())`,
    )
    await page.evaluate(RENDERED)
  }
  await page.keyboard.press('Escape')
  await page.mouse.wheel(0, 100_000)
  await page.evaluate(RENDERED)
}

/** Resolves when the number of the page's elements has not changed for a fifth of a second. */
const RENDERED = `new Promise((resolve) => {
  const compare = (before) => {
    const now = document.querySelectorAll('*').length
    if (now === before) resolve()
    else setTimeout(compare, 200, now)
  }
  compare()
})`

/** Expects that everyone can use what the page shows now, without horizontal scrolling. */
async function expectAccessible(guest: Visit, width: number): Promise<void> {
  expect(await violations(guest, WCAG_RULES)).toEqual([])
  expect(await guest.page.evaluate('document.documentElement.scrollWidth')).toBe(width)
}

describe.skipIf(!started)('The API reference:', () => {
  test('It sends a request to this service and shows the response.', async () => {
    const guest = await open(started?.workerd)
    await guest.page
      .getByRole('button', { name: /Test Request/ })
      .first()
      .click()
    await guest.page.getByRole('button', { name: /^Send/ }).first().click()
    await guest.page.getByText('JWT validation failed').first().waitFor()
    expect(await violations(guest, WCAG_RULES)).toEqual([])
    expect(guest.requested.at(-1)).toBe(`${started?.workerd}/api/v1/user-applications`)
    expect(guest.errors).toEqual([])
    await guest.leave()
  })

  test('Everyone can use it in light at 320 px.', async () => {
    const guest = await open(started?.workerd, 320)
    await picture(guest, 'reference-light-320')
    await unfold(guest)
    await expectAccessible(guest, 320)
    await guest.leave()
  })

  // One page for all: it takes as long to open and unfold a page as to check it.
  describe('On a wide screen:', () => {
    const url = started?.node ?? ''
    let guest: ReferenceVisit
    beforeAll(async () => {
      guest = await open(url)
      await picture(guest, 'reference-light-1280')
      await unfold(guest)
    })
    afterAll(() => guest.leave())

    test('It shows every operation, sends no request to another origin, and stores nothing.', async () => {
      const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object }
      const shown = await guest.page.locator('body').textContent()
      expect(Object.keys(paths).filter((path) => !shown?.includes(path))).toEqual([])
      expect(guest.requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([])
      expect(guest.errors).toEqual([])
      expect(await guest.page.evaluate('Object.keys(localStorage).length + document.cookie.length')).toBe(0)
    })

    test('Everyone can use it in light at 1280 px.', () => expectAccessible(guest, 1280))

    test('Everyone can use it in dark at 1280 px.', async () => {
      await guest.page.emulateMedia({ colorScheme: 'dark' })
      await guest.page.locator('body.dark-mode').waitFor()
      await picture(guest, 'reference-dark-1280')
      await expectAccessible(guest, 1280)
    })
  })
})
