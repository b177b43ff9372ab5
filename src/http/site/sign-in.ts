import {
  DEVELOPMENT_AUDIENCE,
  DEVELOPMENT_CLIENT,
  DEVELOPMENT_ISSUER,
} from '../../domain/development-issuer.ts'
import type { Deps, Env, SignIn } from '../env.ts'
import { Hono } from '../hono.ts'
import { PATHS } from '../paths.ts'
import { respondJson } from '../respond.ts'
import type { SignInOption, SignInOptions } from './responses.ts'

/** Creates the route that lists the issuers at which the console's users can sign in. */
export function signInOptions({ signIn, developmentKey }: Pick<Deps, 'signIn' | 'developmentKey'>) {
  const options: SignInOptions = { signIn: developmentKey ? [DEVELOPMENT] : signIn.map(toSignInOption) }
  return new Hono<Env>().get('/', (c) => respondJson(c, options))
}

function toSignInOption({ origins: _, ...option }: SignIn): SignInOption {
  return option
}

/**
 * The development issuer. Its name is not a URL, so its metadata (RFC 8414 section 2) is part of the option,
 * relative to the page.
 */
const DEVELOPMENT: SignInOption = {
  issuer: DEVELOPMENT_ISSUER,
  clientId: DEVELOPMENT_CLIENT,
  scope: 'openid',
  audience: [DEVELOPMENT_AUDIENCE],
  metadata: {
    issuer: DEVELOPMENT_ISSUER,
    authorization_endpoint: `${PATHS.developmentIssuer}/authorize`,
    token_endpoint: `${PATHS.developmentIssuer}/token`,
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  },
}
