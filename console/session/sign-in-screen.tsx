import type { SignInOption } from '../api/types.ts'
import { useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import { Problem } from '../parts/problem.tsx'
import type { Ending } from './session.ts'

type Props = { options: SignInOption[]; ending: Ending | undefined; failure: unknown }

/** What who is not signed in sees. */
export function SignIn({ options, ending, failure }: Props) {
  const { signIn } = useTexts()
  const { run, busy, error } = useAction(async (option: SignInOption) => {
    const { leave } = await import('./sign-in.ts')
    await leave(option)
  })
  const wrong = error ?? failure
  return (
    <article class="sign-in">
      <h1 tabIndex={-1}>{signIn.lead}</h1>
      {ending && <p role="status">{signIn[ending.why]}</p>}
      {ending?.reason && <small class="faint">{ending.reason}</small>}
      <Problem error={wrong === undefined ? undefined : signIn.failed(reason(wrong))} />
      {options.length === 0 && <p>{signIn.impossible}</p>}
      {options.map((option) => (
        <button key={option.issuer} type="button" onClick={() => run(option)} aria-busy={busy}>
          {options.length === 1 ? signIn.button : signIn.at(host(option.issuer))}
        </button>
      ))}
    </article>
  )
}

function host(issuer: string): string {
  return URL.parse(issuer)?.host || issuer
}

/** What the issuer said, where it said something. */
function reason(error: unknown): string {
  const { error_description: told, message } = error as { error_description?: string; message?: string }
  return told ?? message ?? String(error)
}
