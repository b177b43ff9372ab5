import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as visitor from './visit.ts'
import { newUser, started, type Visit, visit } from './visit.ts'

describe.skipIf(!started)('The form that creates an application', () => {
  let guest: Visit
  beforeAll(async () => {
    guest = await visit(started?.node ?? '')
    await visitor.signIn(guest, newUser())
  })
  afterAll(async () => {
    await guest.leave()
    expect(guest.errors).toEqual([])
  })

  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(guest.url + path, { method: 'POST', headers, body })

  /** Creates an application with the application on the screen, and returns the status. */
  async function statusOfCreate(): Promise<number> {
    const client_id = (await guest.page.locator('dialog dd code').first().textContent()) ?? ''
    const client_secret = await visitor.shownSecret(guest)
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
    const { access_token } = (await (await post('/oauth/token', form)).json()) as { access_token: string }
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' }
    return (await post('/api/v1/user-applications', JSON.stringify({ name: 'by-a-program' }), headers)).status
  }

  test('lets its program manage no applications, unless the box is ticked', async () => {
    await visitor.create(guest, 'caller')
    expect(await statusOfCreate()).toBe(403)
    await visitor.closeSecret(guest)
    await guest.page.getByRole('button', { name: 'Create application' }).click()
    await guest.page.getByLabel('The program may create, change and delete my applications').check()
    await visitor.create(guest, 'manager')
    expect(await statusOfCreate()).toBe(201)
    await visitor.picture(guest, 'manager')
  })
})
