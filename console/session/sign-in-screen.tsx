import type { SignInOption } from '../../src/http/site/responses.ts'
import { useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Title } from '../parts/title.tsx'
import type { Texts } from '../texts/texts.ts'
import type { SessionEnd } from './session.ts'
import { describeProblem, SignInError } from './sign-in-problem.ts'

type Props = {
  options: SignInOption[]
  /** The end of the last session, if this page had one. */
  sessionEnd: SessionEnd | undefined
  /** The error of a failed sign-in. */
  failure: unknown
}

/** Renders a button for each issuer. */
export function SignInScreen({ options, sessionEnd, failure }: Props) {
  const { signIn } = useTexts()
  const { run, busy, error } = useAction(async (option: SignInOption) => {
    const { startSignIn } = await import('./sign-in.ts')
    await startSignIn(option)
  })
  const latestError = error ?? failure
  const problem = sessionEnd?.problem
  return (
    <article class="sign-in">
      <Title>{signIn.title}</Title>
      {sessionEnd && <p role="status">{signIn[sessionEnd.cause]}</p>}
      {problem && <p>{describeProblem(problem, signIn)}</p>}
      {sessionEnd?.reason && <small class="muted">{sessionEnd.reason}</small>}
      <ErrorNotice
        error={latestError === undefined ? undefined : signIn.failed(reasonOf(latestError, signIn))}
      />
      {options.length === 0 && <p>{signIn.notConfigured}</p>}
      {options.map((option) => (
        <button key={option.issuer} type="button" onClick={() => run(option)} aria-busy={busy}>
          {options.length === 1 ? signIn.button : signIn.buttonAt(hostOf(option.issuer))}
        </button>
      ))}
    </article>
  )
}

function hostOf(issuer: string): string {
  return URL.parse(issuer)?.host || issuer
}

/** Returns the issuer's description of an error, RFC 6749 section 5.2, or the error's own message. */
function reasonOf(error: unknown, texts: Texts['signIn']): string {
  if (error instanceof SignInError) return describeProblem(error.problem, texts)
  const { error_description: description, message } = error as {
    error_description?: string
    message?: string
  }
  return description ?? message ?? String(error)
}
