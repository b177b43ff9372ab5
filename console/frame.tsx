import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { displayName } from './caller.ts'
import { type SignedIn, useTexts } from './context.ts'
import { SecondaryButton } from './parts/buttons.tsx'
import { linkTo, usePath } from './router.ts'
import { preloadScreens, SCREENS } from './screens.tsx'
import { LANGUAGES } from './texts/language.ts'

type Props = {
  onLanguage: (tag: string) => void
  /** Absent on the sign-in screen. */
  signedIn?: SignedIn
  announcement?: string
  children: ComponentChildren
}

/** Renders the header, the announcements and the footer around a screen. */
export function Frame({ onLanguage, signedIn, announcement, children }: Props) {
  const { frame } = useTexts()
  return (
    <>
      <button type="button" class="skip" onClick={focusTitle}>
        {frame.skip}
      </button>
      <header>
        <Brand />
        {signedIn && <Menu signedIn={signedIn} />}
        {signedIn && <CallerMenu signedIn={signedIn} />}
      </header>
      <main>{children}</main>
      <div role="status">
        {announcement && (
          <p class="toast" key={announcement}>
            {announcement}
          </p>
        )}
      </div>
      <footer>
        <LanguageSelect onLanguage={onLanguage} />
        <a href="/docs">{frame.reference}</a>
      </footer>
    </>
  )
}

function Brand() {
  return (
    <a class="brand" href={linkTo()}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="11" cy="16" r="6" />
        <path d="M17 16h12m-4 0v5m-4-5v3" />
      </svg>
      Latchkey
    </a>
  )
}

function Menu({ signedIn: { caller } }: { signedIn: SignedIn }) {
  const { titles, frame } = useTexts()
  const [first = SCREENS[0]?.path, ...rest] = usePath()
  const current = SCREENS.find((screen) => screen.path === first)
  useEffect(() => {
    document.title = `${current ? titles[current.name] : ''} · Latchkey`
  })
  useEffect(preloadScreens, [])
  return (
    <nav aria-label={frame.menu}>
      <ul>
        {SCREENS.filter((screen) => screen.isOfferedTo(caller)).map((screen) => (
          <li key={screen.path}>
            <a
              href={linkTo(screen.path)}
              aria-current={screen === current ? (rest.length > 0 ? 'true' : 'page') : undefined}
            >
              {titles[screen.name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function CallerMenu({ signedIn: { caller, session } }: { signedIn: SignedIn }) {
  const { frame } = useTexts()
  return (
    <div class="caller">
      <bdi>{displayName(caller)}</bdi>
      <SecondaryButton onClick={() => session.end({ cause: 'signedOut' })}>{frame.signOut}</SecondaryButton>
    </div>
  )
}

function LanguageSelect({ onLanguage }: { onLanguage: (tag: string) => void }) {
  const { frame, locale } = useTexts()
  return (
    <select
      aria-label={frame.language}
      value={locale}
      onChange={(event) => onLanguage(event.currentTarget.value)}
    >
      {[...LANGUAGES].map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** Skips to the content. A link to a fragment cannot do this, because the router reads the fragment. */
function focusTitle(): void {
  document.querySelector<HTMLElement>('h1')?.focus()
}
