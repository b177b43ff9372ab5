import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { SignInOption } from '../src/http/site/responses.ts'
import { type Operations, operations } from './api/operations.ts'
import { createSend } from './api/send.ts'
import { SignedInContext, TextsContext } from './context.ts'
import { Frame } from './frame.tsx'
import { useLoad } from './hooks.ts'
import { LoadStatus } from './parts/load-status.tsx'
import { usePath } from './router.ts'
import { screenAt } from './screens.tsx'
import type { Session, SessionEnd } from './session/session.ts'
import { SignInScreen } from './session/sign-in-screen.tsx'
import { chooseLanguage, loadTexts } from './texts/language.ts'
import type { Texts } from './texts/texts.ts'

type Props = {
  initialTexts: Texts
  options: SignInOption[]
  initialSession: Session | undefined
  /** The error of a failed sign-in. */
  failure?: unknown
}

/** Renders the screens of a signed-in user, or the sign-in screen. */
export function App({ initialTexts, options, initialSession, failure }: Props) {
  const [texts, setTexts] = useState(initialTexts)
  const [sessionEnd, setSessionEnd] = useState<SessionEnd>()
  const [session, setSession] = useState(initialSession)
  useEffect(() => {
    initialSession?.onEnd((sessionEnd) => {
      setSessionEnd(sessionEnd)
      setSession(undefined)
    })
  }, [initialSession])
  const onLanguage = async (tag: string) => {
    chooseLanguage(tag)
    setTexts(await loadTexts(tag))
  }
  return (
    <TextsContext.Provider value={texts}>
      {session ? (
        <SignedInApp session={session} texts={texts} onLanguage={onLanguage} />
      ) : (
        <Frame onLanguage={onLanguage}>
          <SignInScreen options={options} sessionEnd={sessionEnd} failure={failure} />
        </Frame>
      )}
    </TextsContext.Provider>
  )
}

type SignedInAppProps = { session: Session; texts: Texts; onLanguage: (tag: string) => void }

function SignedInApp({ session, texts, onLanguage }: SignedInAppProps) {
  const [announcement, announce] = useState('')
  const api = useApi(session, texts.locale)
  const caller = useLoad(api.caller)
  if (!caller.value)
    return (
      <Frame onLanguage={onLanguage}>
        <LoadStatus of={caller} />
      </Frame>
    )
  const signedIn = { api, caller: caller.value, session, announce }
  return (
    <SignedInContext.Provider value={signedIn}>
      <Frame onLanguage={onLanguage} signedIn={signedIn} announcement={announcement}>
        <CurrentScreen />
      </Frame>
    </SignedInContext.Provider>
  )
}

/**
 * Returns the session's API client. A change of language keeps it, so that no screen loads its data again.
 */
function useApi(session: Session, locale: string): Operations {
  const language = useRef(locale)
  language.current = locale
  return useMemo(() => {
    const send = createSend({
      token: session.token,
      language: () => language.current,
      onUnauthorized: session.refuse,
      onResponse: session.recordResponse,
    })
    return operations(send)
  }, [session])
}

/** Renders the screen at the current path, and moves the focus to its title whenever the path changes. */
function CurrentScreen() {
  const path = usePath()
  const key = path.join('/')
  useEffect(() => {
    const title = document.querySelector('h1')
    title?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [key])
  return <div key={key}>{screenAt(path)}</div>
}
