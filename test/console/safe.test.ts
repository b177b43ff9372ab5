import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  closeSecret,
  create,
  goTo,
  newUser,
  shownSecret,
  signIn,
  started,
  type Visit,
  visit,
} from './visit.ts'

/** A hostile name. */
const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>'

describe.skipIf(!started)('The console is safe:', () => {
  let guest: Visit
  beforeAll(async () => {
    guest = await visit(started?.workerd ?? '')
    await signIn(guest, newUser({ name: MARKUP, roles: ['admin'], scopes: ['sp:scopes:all'] }))
  })
  afterAll(() => guest.leave())

  /**
   * Returns whether the page contains a word: in its content, its inputs or its storage, and in the heap that
   * a script could reach.
   */
  const holds = async (word: string) => {
    const inHeap = (await heap(guest)).includes(word)
    const kept = await guest.page.evaluate(`JSON.stringify([
      document.documentElement.outerHTML, [...document.querySelectorAll('input')].map(({ value }) => value),
      { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state])`)
    return { page: String(kept).includes(word), heap: inHeap }
  }

  test('A name with markup stays text.', async () => {
    const { page } = guest
    expect(await page.locator('.caller bdi').textContent()).toBe(MARKUP)
    await create(guest, 'marked')
    await closeSecret(guest)
    await goTo(guest, 'Inventory')
    await page.getByText(MARKUP).first().waitFor()
    expect(await page.locator('img, main script').count()).toBe(0)
    expect(guest.errors).toEqual([])
  })

  test.each([
    ['turn text into markup', "document.body.innerHTML = '<b>x</b>'"],
    [
      'add a script element',
      "document.body.append(Object.assign(document.createElement('script'), { text: '1' }))",
    ],
    ['run text as a script', "setTimeout('1')"],
    ['create a policy that trusts all text', "trustedTypes.createPolicy('x', {})"],
  ])('A script cannot %s.', async (_, script) => {
    expect(
      await guest.page.evaluate(
        `(() => { try { ${script}; return 'done' } catch (error) { return error.name } })()`,
      ),
    ).toBe('TypeError')
  })

  test('No request goes to another origin.', async () => {
    const results =
      await guest.page.evaluate(`Promise.all(['https://example.com/', 'http://127.0.0.1:1/'].map((url) =>
      fetch(url).then(() => 'sent', () => 'blocked')))`)
    expect(results).toEqual(['blocked', 'blocked'])
    expect(guest.errors.join()).toContain('Content Security Policy')
  })

  test('A secret leaves the memory of the page when its dialog closes.', async () => {
    await goTo(guest, 'My applications')
    await create(guest, 'forgotten')
    const secret = await shownSecret(guest)
    await guest.page.getByRole('button', { name: 'Copy: Secret' }).click()
    const download = guest.page.waitForEvent('download')
    await guest.page.getByRole('button', { name: 'Download .env' }).click()
    expect((await download).suggestedFilename()).toBe('forgotten.env')
    expect(await heap(guest)).toContain(secret)
    await closeSecret(guest)
    expect(await holds(secret)).toEqual({ page: false, heap: false })
  })

  test('A token leaves the memory of the page at sign-out.', async () => {
    const { page } = guest
    const request = page.waitForRequest(/\/api\/v1\/me/)
    await goTo(guest, 'About')
    const token = (await request).headers().authorization?.replace('Bearer ', '') ?? ''
    expect(token).toMatch(/^eyJ/)
    expect(await holds(token)).toEqual({ page: false, heap: true })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    expect(await holds(token)).toEqual({ page: false, heap: false })
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  })
})

/** Returns every string of the page's heap after garbage collection. */
async function heap({ page }: Visit): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const parts: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return parts.join('')
}
