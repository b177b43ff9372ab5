import { render } from 'preact'
import { App } from './app.tsx'
import type { Arrival, SignInOption } from './session/sign-in.ts'
import { loadTexts, preferredLanguage } from './texts/language.ts'
import './style.css'

const [texts, options] = await Promise.all([loadTexts(preferredLanguage()), signInOptions()])
const { arrival, failure } = await arrived(options)
render(<App texts={texts} options={options} arrival={arrival} failure={failure} />, document.body)

async function signInOptions(): Promise<SignInOption[]> {
  const answer = await fetch('/console.json').catch(() => undefined)
  const body = answer?.ok ? ((await answer.json()) as { signIn: SignInOption[] }) : { signIn: [] }
  return body.signIn
}

/** The library is loaded only for who comes back from an issuer. */
async function arrived(
  options: SignInOption[],
): Promise<{ arrival?: Arrival | undefined; failure?: unknown }> {
  if (!new URLSearchParams(location.search).has('state')) return {}
  const { arrive } = await import('./session/sign-in.ts')
  try {
    return { arrival: await arrive(options) }
  } catch (failure) {
    return { failure }
  }
}
