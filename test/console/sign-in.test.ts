import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { browse, type OpenIdProvider, startOpenIdProvider } from '../support/oauth/openid-provider.ts'
import { startSelfHosted } from '../support/service/self-hosted.ts'
import { settings } from './settings.ts'
import { goTo, started, type Visit, visit } from './visit.ts'

const AUDIENCE = 'https://latchkey.test/api'
const SCOPE = 'idn:app-roles:read'
const CLAIMS = { name: 'Olive OpenID', email: 'olive@example.com', realm_access: { roles: ['admin'] } }

describe.skipIf(!started)('A user of an OpenID provider:', () => {
  let provider: OpenIdProvider
  let service: Awaited<ReturnType<typeof startSelfHosted>>
  beforeAll(async () => {
    provider = await startOpenIdProvider({
      subject: 'olive',
      claims: CLAIMS,
      audience: AUDIENCE,
      scope: SCOPE,
    })
    const entry = {
      issuer: provider.issuer,
      audience: AUDIENCE,
      roles: ['admin'],
      scopes: [SCOPE],
      claims: { roles: ['realm_access', 'roles'] },
      console: { clientId: 'console', scope: `openid ${SCOPE}`, resource: AUDIENCE },
    }
    const other = {
      issuer: 'https://other.example.com',
      audience: AUDIENCE,
      console: { clientId: 'console' },
    }
    const TRUSTED_ISSUERS = JSON.stringify([entry, other])
    service = await startSelfHosted('node', { ...(await settings()), TRUSTED_ISSUERS })
  })
  afterAll(() => Promise.all([service?.stop(), provider?.stop()]))

  /** Opens the console at a screen, and leaves it for the provider. */
  const leave = async (guest: Visit) => {
    await guest.page.goto(`${guest.url}/#/about`)
    await guest.page.getByRole('button', { name: `Sign in at ${new URL(provider.issuer).host}` }).click()
  }

  test('Sign-in returns to the same screen, with the rights that the provider may grant.', async () => {
    const guest = await visit(service.url)
    const { page } = guest
    expect(await page.getByRole('button').allTextContents()).toContain('Sign in at other.example.com')
    await leave(guest)
    await page.getByRole('heading', { name: 'About' }).waitFor()
    await page.getByText('olive@example.com').waitFor()
    await page.getByText(SCOPE).waitFor()
    expect(page.url()).toBe(`${service.url}/#/about`)
    expect(await page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])')).toBe(
      '[{},{}]',
    )
    await goTo(guest, 'All applications')
    await guest.leave()
    expect(guest.errors).toEqual([])
  })

  test.each([
    ['of another sign-in', (query: URLSearchParams) => query.set('state', 'another')],
    ['of another issuer', (query: URLSearchParams) => query.set('iss', 'https://other.example.com')],
    ['with another code', (query: URLSearchParams) => query.set('code', 'another')],
    ['that is an error', (query: URLSearchParams) => query.set('error', 'access_denied')],
  ])('The console refuses a response %s.', async (_, change) => {
    const guest = await visit(service.url)
    const { page } = guest
    await page.route(`${provider.issuer}/auth?*`, async (route) => {
      const response = await browse(route.request().url(), service.url)
      change(response.searchParams)
      await route.fulfill({ status: 303, headers: { Location: response.href } })
    })
    await leave(guest)
    await page.getByText('Sign-in failed').waitFor()
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    await guest.leave()
  })

  test('The console ignores a response that it did not request.', async () => {
    const guest = await visit(service.url)
    await guest.page.goto(
      `${guest.url}/?code=injected&state=injected&iss=${encodeURIComponent(provider.issuer)}`,
    )
    await guest.page.getByRole('button', { name: 'Sign in at other.example.com' }).waitFor()
    expect(guest.page.url()).toBe(`${guest.url}/`)
    await guest.leave()
  })

  test('A refused token requires a second sign-in, which returns to the same screen.', async () => {
    const guest = await visit(service.url)
    const { page } = guest
    await leave(guest)
    await page.getByRole('heading', { name: 'About' }).waitFor()
    await service.db.prepare("update identities set active = 0 where subject = 'olive'").run()
    await page.getByRole('link', { name: 'My applications' }).click()
    await page.getByText('Your session has ended.').waitFor()
    await page.getByText('JWT is revoked').waitFor()
    await service.db.prepare("update identities set active = 1 where subject = 'olive'").run()
    await page.getByRole('button', { name: `Sign in at ${new URL(provider.issuer).host}` }).click()
    await page.getByRole('heading', { name: 'My applications' }).waitFor()
    await guest.leave()
  })
})

describe.skipIf(!started)('The sign-in page shows what is wrong if', () => {
  const NAMES = ['opaque', 'elsewhere', 'slash'] as const
  let providers: Record<(typeof NAMES)[number], OpenIdProvider>
  let silent: Issuer
  let service: Awaited<ReturnType<typeof startSelfHosted>>
  beforeAll(async () => {
    const options = { subject: 'olive', claims: CLAIMS, audience: AUDIENCE, scope: SCOPE }
    const starting = NAMES.map(async (name) => [name, await startOpenIdProvider(options)] as const)
    providers = Object.fromEntries(await Promise.all(starting)) as typeof providers
    silent = await startIssuer()
    const console = { clientId: 'console', resource: AUDIENCE }
    const entries = [
      { issuer: providers.opaque.issuer, audience: AUDIENCE, console: { clientId: 'console' } },
      { issuer: providers.elsewhere.issuer, audience: 'https://latchkey.test/other', console },
      { issuer: `${providers.slash.issuer}/`, audience: AUDIENCE, console },
      { issuer: silent.issuer, audience: AUDIENCE, console },
    ]
    service = await startSelfHosted('node', {
      ...(await settings()),
      TRUSTED_ISSUERS: JSON.stringify(entries),
    })
  })
  afterAll(() => Promise.all([service, silent, ...Object.values(providers ?? {})].map((one) => one?.stop())))

  /** Tries to sign in at an issuer, and returns what the page shows. */
  const attempt = async (issuer: string, locale: string, shown: string) => {
    const guest = await visit(service.url, { locale })
    const { page } = guest
    await page.getByRole('button', { name: new URL(issuer).host }).click()
    await page.getByText(shown).waitFor()
    const text = await page.locator('.sign-in').innerText()
    await guest.leave()
    return text
  }

  test('the access token is opaque.', async () => {
    const text = await attempt(providers.opaque.issuer, 'en-US', 'The service refused the access token')
    expect(text).toContain(
      'The access token is opaque. The identity provider must issue a JWT for this service',
    )
    expect(text).toContain('not a signed JWT')
    expect(text).not.toContain('Your session has ended')
  })

  test('the access token is for another audience, also in German.', async () => {
    const { issuer } = providers.elsewhere
    const text = await attempt(issuer, 'en-US', 'The service refused the access token')
    expect(text).toContain(
      `The access token is for ${AUDIENCE}, but the service expects https://latchkey.test/other.`,
    )
    expect(text).not.toContain('Your session has ended')
    const german = await attempt(issuer, 'de-DE', 'Der Dienst hat das Zugriffstoken')
    expect(german).toContain(`Das Zugriffstoken ist für ${AUDIENCE}, der Dienst erwartet aber`)
  })

  test('the issuer in the settings has another final slash.', async () => {
    const { issuer } = providers.slash
    const text = await attempt(issuer, 'en-US', 'Sign-in failed')
    expect(text).toContain(`The issuer names itself ${issuer}, but the settings have ${issuer}/.`)
  })

  test('the issuer does not allow the console by CORS.', async () => {
    const text = await attempt(silent.issuer, 'en-US', 'Sign-in failed')
    expect(text).toContain(
      `The browser cannot read ${silent.issuer}/.well-known/openid-configuration. Check that it is reachable, that it allows ${service.url} by CORS`,
    )
  })
})
