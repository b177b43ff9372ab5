import { render } from 'preact'
import { PATHS } from '../src/http/paths.ts'
import type { SignInOption, SignInOptions } from '../src/http/site/responses.ts'
import { App } from './app.tsx'
import { beginSession, type Session } from './session/session.ts'
import { loadTexts, preferredLanguage } from './texts/language.ts'
import './style.css'

const [texts, options] = await Promise.all([loadTexts(preferredLanguage()), fetchSignInOptions()])
const { session, failure } = await resumeSignIn(options)
render(
  <App initialTexts={texts} options={options} initialSession={session} failure={failure} />,
  document.body,
)

async function fetchSignInOptions(): Promise<SignInOption[]> {
  const response = await fetch(PATHS.signInOptions).catch(() => undefined)
  const body = response?.ok ? ((await response.json()) as SignInOptions) : { signIn: [] }
  return body.signIn
}

/** Completes a sign-in if the issuer redirected here. The OAuth library is loaded only then. */
async function resumeSignIn(
  options: SignInOption[],
): Promise<{ session: Session | undefined; failure?: unknown }> {
  if (!new URLSearchParams(location.search).has('state')) return { session: undefined }
  const { completeSignIn } = await import('./session/sign-in.ts')
  try {
    const token = await completeSignIn(options)
    return { session: token && beginSession(token) }
  } catch (failure) {
    return { session: undefined, failure }
  }
}
