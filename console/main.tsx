import { render } from 'preact'
import type { SignInOption, SignInOptions } from './api/types.ts'
import { App } from './app.tsx'
import { beginSession, type Session } from './session/session.ts'
import { loadTexts, preferredLanguage } from './texts/language.ts'
import './style.css'

const [texts, options] = await Promise.all([loadTexts(preferredLanguage()), signInOptions()])
const arrival = await arrived(options)
render(<App texts={texts} options={options} {...arrival} />, document.body)

async function signInOptions(): Promise<SignInOption[]> {
  const answer = await fetch('/console.json').catch(() => undefined)
  const body = answer?.ok ? ((await answer.json()) as SignInOptions) : { signIn: [] }
  return body.signIn
}

/** The library is loaded only for who comes back from an issuer. */
async function arrived(
  options: SignInOption[],
): Promise<{ session: Session | undefined; failure?: unknown }> {
  if (!new URLSearchParams(location.search).has('state')) return { session: undefined }
  const { arrive } = await import('./session/sign-in.ts')
  try {
    const arrival = await arrive(options)
    return { session: arrival && beginSession(arrival) }
  } catch (failure) {
    return { session: undefined, failure }
  }
}
