import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations, WCAG_RULES } from './accessibility.ts'
import {
  closeSecret,
  create,
  goTo,
  MANAGE,
  newUser,
  picture,
  READ,
  signIn,
  started,
  type Visit,
  visit,
} from './visit.ts'

const SCREENS = ['My applications', 'Inventory', 'All applications', 'About']

/** The rules of the standard, and the library's own best practices. */
const RULES = [...WCAG_RULES, 'best-practice']

/** A state of the console, and the way there from the state before. */
type State = { name: string; isPictured?: boolean; enter: (guest: Visit) => Promise<void> }

const STATES: State[] = [
  {
    name: 'the sign-in screen',
    enter: ({ page }) => page.getByRole('button', { name: 'Sign in' }).waitFor(),
  },
  {
    name: 'the choice of a development user',
    async enter({ page }) {
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('summary').click()
    },
  },
  {
    name: 'the form for a first credential',
    async enter(guest) {
      await guest.page.goBack()
      await signIn(guest, newUser({ roles: ['admin'], scopes: [MANAGE, READ] }))
      await guest.page.getByRole('heading', { name: 'Create your first credential' }).waitFor()
    },
  },
  { name: 'the dialog with a secret', isPictured: true, enter: (guest) => create(guest, 'accessible') },
  {
    name: 'the screen of an application',
    async enter(guest) {
      await closeSecret(guest)
      await guest.page.getByRole('link', { name: 'accessible' }).click()
      await guest.page.getByText(READ).waitFor()
    },
  },
  {
    name: 'the dialog that deletes an application',
    enter: ({ page }) => page.getByRole('button', { name: 'Delete accessible' }).click(),
  },
  {
    name: 'the completion of a filter',
    async enter(guest) {
      const { page } = guest
      await page.keyboard.press('Escape')
      await goTo(guest, 'Inventory')
      await page.getByRole('combobox', { name: 'Filter' }).fill('own')
      await page.getByRole('option', { name: 'ownerName' }).waitFor()
      await page.keyboard.press('ArrowDown')
    },
  },
  {
    name: 'the mark at a mistake in a filter',
    async enter({ page }) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Enter')
      await page.locator('mark').waitFor()
    },
  },
  ...SCREENS.map((screen) => ({
    name: `the screen ${screen}`,
    isPictured: true,
    async enter(guest: Visit) {
      await goTo(guest, screen)
      await guest.page.locator('table, dl').first().waitFor()
    },
  })),
]

/** Each state in light and then in dark, on one page: only the colors differ. */
const APPEARANCES = STATES.flatMap((state) => [
  [state.name, 'light', state] as const,
  [state.name, 'dark', { ...state, enter: async () => {} }] as const,
])

describe.skipIf(!started)('The console:', () => {
  let guest: Visit
  beforeAll(async () => {
    guest = await visit(started?.workerd ?? '')
  })
  afterAll(() => guest.leave())

  test.each(APPEARANCES)('Everyone can use %s in %s.', async (name, colorScheme, { enter, isPictured }) => {
    await enter(guest)
    await guest.page.emulateMedia({ colorScheme })
    expect(await violations(guest, RULES)).toEqual([])
    if (isPictured) await picture(guest, `${colorScheme}-${name.toLowerCase().replaceAll(' ', '-')}`)
  })
})

describe.skipIf(!started)('A user of the console:', () => {
  let guest: Visit
  beforeAll(async () => {
    guest = await visit(started?.workerd ?? '', { timezoneId: 'Asia/Kathmandu' })
  })
  afterAll(async () => {
    await guest.leave()
    expect(guest.errors).toEqual([])
  })

  test('The keyboard alone leads from the sign-in screen to a credential.', async () => {
    const { page } = guest
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const focused = () =>
      page.evaluate('document.activeElement === document.body ? "" : document.activeElement.innerText')
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 30; presses++) {
        if (String(await focused()).includes(text)) return
        await press('Tab')
      }
      throw new Error(`Cannot reach ${text} by keyboard`)
    }
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await tabTo('Sign in')
    await press('Enter')
    await page.getByRole('button', { name: 'Ada Admin' }).waitFor()
    await tabTo('Ada Admin')
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'My applications' }).waitFor()
    expect(await focused()).toBe('My applications')
    const name = `by-keyboard-${crypto.randomUUID().slice(0, 8)}`
    if ((await page.getByLabel('Name').count()) === 0) {
      await tabTo('Create application')
      await press('Enter')
    } else await press('Tab')
    await page.keyboard.type(name)
    await press('Enter')
    await page.getByRole('dialog', { name: 'Save this secret now' }).waitFor()
    await press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(1)
    await tabTo('I have saved it')
    await press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true)
    await tabTo(name)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })

  test('Each screen moves the focus to its title, which is also the title of the window.', async () => {
    const { page } = guest
    for (const screen of SCREENS) {
      await goTo(guest, screen)
      await page.locator('h1:focus', { hasText: screen }).waitFor()
      expect(await page.title()).toBe(`${screen} · Latchkey`)
    }
  })

  test('Times are in the zone of the reader, and exact on hover.', async () => {
    const { page } = guest
    await goTo(guest, 'My applications')
    const time = page.locator('td time').first()
    const exact = (await time.getAttribute('datetime')) ?? ''
    expect(exact).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(await time.getAttribute('title')).toBe(exact)
    const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Kathmandu' } as const
    expect(await time.textContent()).toBe(new Date(exact).toLocaleString('en-US', options))
  })

  test.each(['ltr', 'rtl'])('No screen scrolls horizontally at 320 px, %s.', async (direction) => {
    const { page } = guest
    await page.setViewportSize({ width: 320, height: 640 })
    for (const screen of SCREENS) {
      await goTo(guest, screen)
      await page.locator('table, dl').first().waitFor()
      await page.evaluate(`document.documentElement.dir = '${direction}'`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      await picture(guest, `narrow-${direction}-${screen.toLowerCase().replaceAll(' ', '-')}`)
    }
    await page.evaluate("document.documentElement.dir = 'ltr'")
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  test('The page is written from right to left in Hebrew only.', async () => {
    const { page } = guest
    for (const tag of LANGUAGES) {
      await page.locator('body > footer select').selectOption(tag)
      await page.locator(`html[lang="${tag}"]`).waitFor()
      expect(await page.evaluate('document.documentElement.dir')).toBe(tag === 'he-IL' ? 'rtl' : 'ltr')
      if (tag === 'he-IL') expect(await violations(guest, RULES)).toEqual([])
      await picture(guest, `language-${tag}`)
    }
  })
})

/** The languages of the console: each has a file. */
const LANGUAGES = readdirSync('console/texts/languages').map((file) => basename(file, '.ts'))

test('The console has every language of the service.', () => {
  const messages = readdirSync('src/http/messages').map((file) => basename(file, '.ts'))
  expect(LANGUAGES).toEqual(messages.filter((name) => name.includes('-')))
})

describe.skipIf(!started)('The language of the console:', () => {
  test.each([
    ['de-AT', 'de-DE'],
    ['he', 'he-IL'],
    ['tlh', 'en-US'],
  ])('A browser in %s gets the texts of %s and loads no others.', async (locale, language) => {
    const guest = await visit(started?.workerd ?? '', { locale })
    await guest.page.locator('h1').waitFor()
    expect(await guest.page.evaluate('document.documentElement.lang')).toBe(language)
    const loaded = await guest.page.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /\\/[a-z]{2}-(?:[A-Z]{2}|Han.)-/.test(name))",
    )
    expect(loaded).toEqual([expect.stringContaining(language)])
    await guest.leave()
  })
})
