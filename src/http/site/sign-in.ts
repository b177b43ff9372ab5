import { DEVELOPMENT_CLIENT, DEVELOPMENT_ISSUER } from '../../domain/development-issuer.ts'
import type { SignInOptions } from '../answers.ts'
import type { Deps, Env, SignIn } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'

/** What the console needs to know before anybody has signed in: where that can be done. */
export function signInOptions({ signIn, developmentKey }: Pick<Deps, 'signIn' | 'developmentKey'>) {
  const told: SignInOptions = { signIn: developmentKey ? [DEVELOPMENT] : signIn.map(shown) }
  return new Hono<Env>().get('/', (c) => respondJson(c, told))
}

function shown({ origins: _, ...told }: SignIn) {
  return told
}

/** Its name is no address, so its metadata (RFC 8414 section 2) stands here, relative to the page. */
const DEVELOPMENT = {
  issuer: DEVELOPMENT_ISSUER,
  clientId: DEVELOPMENT_CLIENT,
  scope: 'openid',
  metadata: {
    issuer: DEVELOPMENT_ISSUER,
    authorization_endpoint: '/development-issuer/authorize',
    token_endpoint: '/development-issuer/token',
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true as const,
  },
}
