import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { type Shared, useTexts } from './context.ts'
import { linkTo, usePlace } from './router.ts'
import { readyScreens, SCREENS } from './screens.tsx'
import { LANGUAGES } from './texts/language.ts'
import { displayName } from './who.ts'

type Props = {
  speak: (tag: string) => void
  /** Of who is signed in. */
  shared?: Shared
  /** What was said last to everybody. */
  said?: string
  children: ComponentChildren
}

/** What stands around every screen. */
export function Frame({ speak, shared, said, children }: Props) {
  const { frame } = useTexts()
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        {frame.skip}
      </button>
      <header>
        <Brand />
        {shared && <Menu shared={shared} />}
        {shared && <Who shared={shared} />}
      </header>
      <main id="main">{children}</main>
      <div role="status">
        {said && (
          <p class="said" key={said}>
            {said}
          </p>
        )}
      </div>
      <footer>
        <Language speak={speak} />
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

function Menu({ shared: { me } }: { shared: Shared }) {
  const { titles, frame } = useTexts()
  const [path = SCREENS[0]?.path, ...rest] = usePlace()
  const current = SCREENS.find((screen) => screen.path === path)
  useEffect(() => {
    document.title = `${current ? titles[current.name] : ''} · Latchkey`
  })
  useEffect(readyScreens, [])
  return (
    <nav aria-label={frame.menu}>
      <ul>
        {SCREENS.filter((screen) => screen.for(me)).map((screen) => (
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

function Who({ shared: { me, session } }: { shared: Shared }) {
  const { frame } = useTexts()
  return (
    <div class="who">
      <bdi>{displayName(me)}</bdi>
      <button type="button" class="quiet" onClick={() => session.end({ why: 'signedOut' })}>
        {frame.signOut}
      </button>
    </div>
  )
}

function Language({ speak }: { speak: (tag: string) => void }) {
  const { frame, locale } = useTexts()
  return (
    <select aria-label={frame.language} value={locale} onChange={(event) => speak(event.currentTarget.value)}>
      {[...LANGUAGES].map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** By a button, since a link to a part of the page would be a place of the console's. */
function skip(): void {
  document.querySelector<HTMLElement>('h1')?.focus()
}
