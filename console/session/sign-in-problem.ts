import type { SignInOption } from '../../src/http/site/responses.ts'
import type { Texts } from '../texts/texts.ts'

/** A fault of an identity provider, or of the settings, that prevents sign-in. */
export type SignInProblem =
  | { kind: 'opaqueToken' }
  | { kind: 'otherIssuer' | 'otherAudience'; found: string; expected: string }
  | { kind: 'unreadable'; url: string; origin: string }

/** A sign-in that failed because of a known problem. */
export class SignInError extends Error {
  override readonly name = 'SignInError'
  readonly problem: SignInProblem

  constructor(problem: SignInProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

/** Returns the sentences for a problem. */
export function describeProblem(problem: SignInProblem, texts: Texts['signIn']): string {
  switch (problem.kind) {
    case 'opaqueToken':
      return texts.opaqueToken
    case 'unreadable':
      return texts.unreadable(problem)
    default:
      return texts[problem.kind](problem)
  }
}

/** Returns the probable reason why the service would refuse an access token. The service alone decides. */
export function findTokenProblem(
  token: string,
  { issuer, audience }: SignInOption,
): SignInProblem | undefined {
  const payload = readPayload(token)
  if (!payload) return { kind: 'opaqueToken' }
  if (payload.iss !== issuer) return { kind: 'otherIssuer', found: show(payload.iss), expected: issuer }
  const audiences = [payload.aud].flat()
  if (audiences.some((one) => audience.includes(one as string))) return undefined
  return { kind: 'otherAudience', found: audiences.map(show).join(', '), expected: audience.join(', ') }
}

/** Reads the payload of a JWT. Characters outside ASCII are garbled; issuers and audiences have none. */
function readPayload(token: string): { iss?: unknown; aud?: unknown } | undefined {
  const [, payload = '', signature] = token.split('.')
  if (signature === undefined) return undefined
  try {
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return undefined
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '—'
}
