import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { picture, started, type Visit, visit } from './visit.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Opens the reference; `asked` is every address that its page asks for. */
async function open(
  url = '',
  options: Parameters<typeof visit>[1] = {},
): Promise<Visit & { asked: string[] }> {
  const guest = await visit(url, options)
  const asked: string[] = []
  guest.page.on('request', (request) => asked.push(request.url()))
  await guest.page.goto(`${url}/docs`)
  await guest.page.getByRole('heading', { name: 'Latchkey' }).waitFor()
  return { ...guest, asked }
}

/** Shows all there is to see. */
async function unfold({ page }: Visit): Promise<void> {
  for (let level = 0; level < 3; level++) {
    await page.evaluate(
      `document.querySelectorAll('[aria-expanded=false], .show-more').forEach((one) => one.click())`,
    )
  }
  await page.keyboard.press('Escape')
  await page.mouse.wheel(0, 100_000)
}

async function violations({ page }: Visit): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`)
  return (found as axe.AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join()}: ${failureSummary}`),
  )
}

describe.skipIf(!started)('The reference', () => {
  test('shows every operation, sends no request to another origin, and stores nothing.', async () => {
    const url = started?.node ?? ''
    const guest = await open(url)
    await unfold(guest)
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object }
    const shown = await guest.page.locator('body').textContent()
    expect(Object.keys(paths).filter((path) => !shown?.includes(path))).toEqual([])
    expect(guest.asked.filter((address) => !address.startsWith(`${url}/`))).toEqual([])
    expect(guest.troubles).toEqual([])
    expect(await guest.page.evaluate('Object.keys(localStorage).length + document.cookie.length')).toBe(0)
    await guest.leave()
  })

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const)('can be used by everyone, in %s at %d px.', async (colorScheme, width) => {
    const guest = await open(started?.workerd, { colorScheme, viewport: { width, height: 900 } })
    await picture(guest, `reference-${colorScheme}-${width}`)
    await unfold(guest)
    expect(await violations(guest)).toEqual([])
    expect(await guest.page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await guest.leave()
  })

  test('sends a request to this service and shows the response.', async () => {
    const guest = await open(started?.workerd)
    await guest.page
      .getByRole('button', { name: /Test Request/ })
      .first()
      .click()
    await guest.page.getByRole('button', { name: /^Send/ }).first().click()
    await guest.page.getByText('JWT validation failed').first().waitFor()
    expect(await violations(guest)).toEqual([])
    expect(guest.asked.at(-1)).toBe(`${started?.workerd}/api/v1/user-applications`)
    expect(guest.troubles).toEqual([])
    await guest.leave()
  })
})
