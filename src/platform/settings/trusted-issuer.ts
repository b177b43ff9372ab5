import * as z from 'zod/mini'
import type { ClaimPaths } from '../../domain/trusted-issuers.ts'
import { isScopeToken } from '../../lib/scope-token.ts'
import { issuer, secureUrl, some, text } from './values.ts'

const texts = z._default(z.array(text), [])
/** RFC 6749 section 3.3. A scope with a blank would be two scopes in a token. */
const scope = text.check(
  z.refine(isScopeToken, 'must be one scope: printable ASCII without blanks, quotes and backslashes'),
)
const list = z.array(text).check(some)

/** Returns the message for an invalid value. A missing value has its own. */
const mustBe = (form: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? undefined : `must be ${form}`),
})
const textOrList = z.union([text, list], mustBe('text or a list of texts'))

/** A claim's name, the path to a nested one, or a list of paths. */
const claim = z.pipe(
  z.union(
    [
      text,
      z.array(z.union([text, list], mustBe('text or a list of texts'))).check(
        some,
        z.refine(
          (steps) => new Set(steps.map(Array.isArray)).size <= 1,
          'must be one path, or a list of paths that are all lists',
        ),
      ),
    ],
    mustBe('text, a list of texts, or a list of such lists'),
  ),
  z.transform((given): ClaimPaths => {
    const steps = [given].flat()
    return steps.every((step) => typeof step === 'string') ? [steps] : (steps as ClaimPaths)
  }),
)

/** The supported algorithms, asymmetric only: with a symmetric key, a verifier can also sign. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
]

/** The schema of an entry of `TRUSTED_ISSUERS`. */
export const TrustedIssuer = z.strictObject({
  issuer,
  audience: textOrList,
  clientIds: z.optional(list),
  jwksUri: z.optional(secureUrl),
  algorithms: z._default(z.array(z.enum(ALGORITHMS)).check(some), [
    'ES256',
    'RS256',
    'PS256',
    'EdDSA',
    'Ed25519',
  ]),
  types: z.optional(z.array(z.enum(['JWT', 'at+jwt'])).check(some)),
  allowNonce: z._default(z.boolean(), false),
  claims: z.prefault(
    z.strictObject({
      id: z.optional(claim),
      name: z._default(claim, [['name']]),
      alias: z._default(claim, [['preferred_username']]),
      email: z._default(claim, [['email']]),
      roles: z._default(claim, [['roles']]),
      scopes: z._default(claim, [['scope'], ['scp']]),
    }),
    {},
  ),
  roles: texts,
  scopes: z._default(z.array(scope), []),
  console: z.optional(
    z.strictObject({
      clientId: text,
      scope: z._default(text, 'openid'),
      resource: z.optional(text),
      connect: z._default(z.array(secureUrl), []),
    }),
  ),
})

export type TrustedIssuerSetting = z.infer<typeof TrustedIssuer>
