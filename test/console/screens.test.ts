import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as visitor from './visit.ts'
import { MANAGE, newUser, type Person, READ, started, type Visit, visit } from './visit.ts'

describe.skipIf(!started).each(['workerd', 'node'] as const)('The console on %s:', (edition) => {
  let me: Person
  let guest: Visit
  beforeAll(async () => {
    me = newUser({ roles: ['admin'], scopes: [MANAGE], name: `Zed ${crypto.randomUUID().slice(0, 8)}` })
    guest = await visit(started?.[edition] ?? '')
    await visitor.signIn(guest, me)
  })
  afterAll(async () => {
    await guest.leave()
    expect(guest.errors).toEqual([])
  })

  const picture = (name: string, of = guest) => visitor.picture(of, `${edition}-${name}`)
  const clientId = async (of = guest) => (await of.page.locator('main code').first().textContent()) ?? ''

  /** Exchanges the credentials for a token, and returns the status. */
  const exchange = async (id: string, secret: string) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    })
    return (await fetch(`${guest.url}/oauth/token`, { method: 'POST', body })).status
  }

  /** Creates an application, opens its screen and returns its secret. */
  const open = async (name: string) => {
    await visitor.goTo(guest, 'My applications')
    await visitor.create(guest, name)
    const secret = await visitor.shownSecret(guest)
    await visitor.closeSecret(guest)
    await guest.page.getByRole('link', { name }).click()
    await guest.page.getByRole('heading', { level: 1, name }).waitFor()
    return secret
  }

  test('A first visit leads to a credential that works.', async () => {
    const newcomer = await visit(guest.url)
    const { page } = newcomer
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await picture('sign-in', newcomer)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Otto Auditor' }).waitFor()
    await picture('development-users', newcomer)
    await page.goBack()
    await visitor.signIn(newcomer, newUser())
    await page.getByRole('heading', { name: 'Create your first credential' }).waitFor()
    await picture('first', newcomer)
    await visitor.create(newcomer, 'My App')
    await picture('secret', newcomer)
    const secret = await visitor.shownSecret(newcomer)
    await page.getByRole('button', { name: 'Copy: Secret' }).click()
    await visitor.closeSecret(newcomer)
    expect(await page.getByRole('row', { name: 'my-app' }).innerText()).toContain('Never')
    expect(await exchange(await clientId(newcomer), secret)).toBe(200)
    await picture('applications', newcomer)
    await page.getByRole('button', { name: 'Create application' }).click()
    await page.getByLabel('Name').focus()
    await page.keyboard.press('Control+V')
    expect(await page.getByLabel('Name').inputValue()).toBe(secret.toLowerCase())
    await newcomer.leave()
    expect(newcomer.errors).toEqual([])
  })

  test('A name that is taken shows the message of the service.', async () => {
    const { page } = guest
    await visitor.create(guest, 'taken')
    await visitor.closeSecret(guest)
    await page.getByRole('button', { name: 'Create application' }).click()
    await page.getByLabel('Name').fill('taken')
    await page.keyboard.press('Enter')
    await page.getByText('Resource with this name already exists').waitFor()
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  test('A user replaces a secret, and revokes it while a key remains.', async () => {
    const { page } = guest
    const first = await open('renewed')
    await page.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('dialog', { name: 'Save this secret now' }).waitFor()
    const second = await visitor.shownSecret(guest)
    await visitor.closeSecret(guest)
    const id = await clientId()
    expect([await exchange(id, first), await exchange(id, second)]).toEqual([401, 200])

    const { publicKey } = await generateKeyPair('ES256', { extractable: true })
    await page
      .getByLabel('Public JWK')
      .fill(JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'key-1' }))
    await page.getByRole('button', { name: 'Add key' }).click()
    await page.getByRole('row', { name: 'key-1' }).waitFor()
    await picture('application')
    await page.getByRole('button', { name: 'Revoke secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke secret' }).click()
    await page.getByText('The secret was revoked.').waitFor()
    expect(await exchange(id, second)).toBe(401)

    await page.getByRole('button', { name: 'Delete key key-1' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete key key-1' }).click()
    await page.getByRole('row', { name: 'key-1' }).waitFor({ state: 'detached' })
  })

  test('Text that is not a public key shows the message of the service.', async () => {
    const { page } = guest
    await open('keyed')
    await page.getByLabel('Public JWK').fill('not a key')
    await page.getByRole('button', { name: 'Add key' }).click()
    await page.getByText('The body must be a JSON object.').waitFor()
  })

  test('A user deletes an application by typing its name.', async () => {
    const { page } = guest
    await open('short-lived')
    await page.locator('section').getByText(MANAGE).waitFor()
    await page.getByRole('button', { name: 'Delete short-lived' }).click()
    const button = page.getByRole('dialog').getByRole('button', { name: 'Delete short-lived' })
    await page.getByLabel('Type short-lived to confirm').fill('short')
    expect(await button.isDisabled()).toBe(true)
    await picture('delete')
    await page.getByLabel('Type short-lived to confirm').fill('short-lived')
    await button.click()
    await page.getByText('short-lived was deleted.').waitFor()
    await page.getByRole('heading', { name: 'My applications' }).waitFor()
    expect(await page.getByRole('link', { name: 'short-lived' }).count()).toBe(0)
  })

  test('A deletion that fails shows the message of the service.', async () => {
    const { page } = guest
    const reading = page.waitForRequest(/\/user-applications\/[^/]+$/)
    await open('deleted')
    const request = await reading
    const { authorization = '' } = request.headers()
    const { status } = await fetch(request.url(), { method: 'DELETE', headers: { authorization } })
    expect(status).toBe(204)
    await visitor.deleteApplication(guest, 'deleted')
    await page.getByRole('dialog').getByText('Resource id not found.').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  test('An administrator finds applications by client ID and by creator, and deletes one.', async () => {
    const { page } = guest
    await open('deleted-by-admin')
    const id = await clientId()
    await visitor.goTo(guest, 'All applications')
    await page.getByLabel('Created by').fill(me.email ?? '')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('row', { name: 'renewed' }).waitFor()
    await picture('administration')
    await page.getByLabel('Client ID').fill(id)
    await page.keyboard.press('Enter')
    await page.getByText('Found: 1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Delete deleted-by-admin' }).click()
    await page.getByLabel('Type deleted-by-admin to confirm').fill('deleted-by-admin')
    await page.keyboard.press('Enter')
    await page.getByText('No matches.').waitFor()
  })

  test('A filter is completed as it is typed, and a mistake is marked at its character.', async () => {
    const { page } = guest
    await visitor.goTo(guest, 'Inventory')
    await page.getByRole('row', { name: 'renewed' }).waitFor()
    const box = page.getByRole('combobox', { name: 'Filter' })
    await box.pressSequentially('ownerN')
    await page.getByRole('option', { name: 'ownerName' }).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await box.getAttribute('aria-activedescendant')).toBeTruthy()
    await page.keyboard.press('Enter')
    expect(await box.inputValue()).toBe('ownerName ')
    expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['eq', 'sw'])
    await picture('inventory')
    await page.getByRole('option', { name: 'sw' }).click()
    await page.getByRole('option', { name: `"${me.name}"` }).click()
    expect(await box.inputValue()).toBe(`ownerName sw "${me.name}" `)
    expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['and', 'or'])
    await page.keyboard.press('Enter')
    await page.getByText('1–3 of 3').waitFor()
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)

    await box.fill('ownerName co "x"')
    await page.keyboard.press('Enter')
    await page.getByText('At position 10 of the filter, ownerName does not support co').waitFor()
    expect(await page.locator('mark').textContent()).toBe('c')
    expect(await page.evaluate('document.activeElement.selectionStart')).toBe(10)
    await picture('mistake')
    await box.fill('ownerAlias co "x"')
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect.poll(() => page.evaluate('document.activeElement.selectionStart')).toBe(11)
    expect(await page.getByRole('listbox').isVisible()).toBe(false)
    await box.fill('ownerName eq "😀" or')
    await page.keyboard.press('Enter')
    await page.locator('mark', { hasText: '␣' }).waitFor()
  })

  test('The screen About shows the caller and the limits.', async () => {
    const { page } = guest
    await visitor.goTo(guest, 'About')
    for (const text of [me.email ?? '', 'admin', MANAGE, '900 seconds', '0.1.0'])
      await page.locator('main').getByText(text).first().waitFor()
    expect(await page.locator('main').innerText()).toMatch(/Calls remaining\s+[\d,]+ of 1,000,000/)
    await picture('about')
  })
})

describe.skipIf(!started)('A user without administrative rights:', () => {
  test('The console shows only their own part of the inventory, and no list of all applications.', async () => {
    const guest = await visit(started?.workerd ?? '')
    const { page } = guest
    await visitor.signIn(guest, newUser({ scopes: [READ] }))
    expect(await page.locator('header nav').innerText()).not.toContain('All applications')
    await visitor.create(guest, 'own')
    await visitor.closeSecret(guest)
    await visitor.goTo(guest, 'Inventory')
    await page.getByText('1–1 of 1').waitFor()
    expect(await page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true)
    await guest.leave()
  })
})
