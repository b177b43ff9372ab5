import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { operations } from './api/operations.ts'
import { sender } from './api/send.ts'
import type { SignInOption } from './api/types.ts'
import { type Shared, SharedContext, TextsContext } from './context.ts'
import { Frame } from './frame.tsx'
import { useLoad } from './hooks.ts'
import { Loading } from './parts/loading.tsx'
import { usePlace } from './router.ts'
import { screenAt } from './screens.tsx'
import type { Ending, Session } from './session/session.ts'
import { SignIn } from './session/sign-in-screen.tsx'
import { chooseLanguage, loadTexts } from './texts/language.ts'
import type { Texts } from './texts/texts.ts'

type Props = { texts: Texts; options: SignInOption[]; session: Session | undefined; failure?: unknown }

/** The console: signed in, or about to be. */
export function App({ texts: first, options, session: begun, failure }: Props) {
  const [texts, setTexts] = useState(first)
  const [ending, setEnding] = useState<Ending>()
  const [session, setSession] = useState(begun)
  useEffect(() => {
    begun?.onEnd((ending) => {
      setEnding(ending)
      setSession(undefined)
    })
  }, [begun])
  const speak = async (tag: string) => {
    chooseLanguage(tag)
    setTexts(await loadTexts(tag))
  }
  return (
    <TextsContext.Provider value={texts}>
      {session ? (
        <SignedIn session={session} texts={texts} speak={speak} />
      ) : (
        <Frame speak={speak}>
          <SignIn options={options} ending={ending} failure={failure} />
        </Frame>
      )}
    </TextsContext.Provider>
  )
}

type SignedInProps = { session: Session; texts: Texts; speak: (tag: string) => void }

function SignedIn({ session, texts, speak }: SignedInProps) {
  const [said, announce] = useState('')
  const language = useRef(texts.locale)
  language.current = texts.locale
  const api = useMemo(
    () =>
      operations(
        sender({
          token: session.token,
          language: () => language.current,
          ended: (reason) => session.end({ why: 'ended', reason }),
          limits: session.note,
        }),
      ),
    [session],
  )
  const self = useLoad(api.me)
  if (!self.value)
    return (
      <Frame speak={speak}>
        <Loading of={self} />
      </Frame>
    )
  const shared: Shared = { api, me: self.value, session, announce }
  return (
    <SharedContext.Provider value={shared}>
      <Frame speak={speak} shared={shared} said={said}>
        <Screen />
      </Frame>
    </SharedContext.Provider>
  )
}

/** The screen of the place. A new one has the focus on its title, and its title in the window's. */
function Screen() {
  const place = usePlace()
  const key = place.join('/')
  useEffect(() => {
    const title = document.querySelector('h1')
    title?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [key])
  return <div key={key}>{screenAt(place)}</div>
}
