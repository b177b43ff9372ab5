import * as z from 'zod/mini'
import { ALGORITHMS } from '../lib/jwk.ts'

/** What the answers of no one wire format look like. The worker has these as types only; the document has them whole. */

/** Every error of the user-applications wire format, and what is no fault of the client at the token endpoints. */
export const Failure = z.strictObject({ code: z.int(), message: z.string() })
export type Failure = z.infer<typeof Failure>

export const Alive = z.strictObject({ status: z.literal('alive') })
export type Alive = z.infer<typeof Alive>

const state = z.enum(['ok', 'does not answer'])
export const Checks = z.strictObject({ settings: state, database: state, kv: state })

export const Ready = z.strictObject({ status: z.literal('ready'), checks: Checks })
export type Ready = z.infer<typeof Ready>

/** Which part does not answer; or which settings are wrong, and then no part is asked. */
export const Unready = z.strictObject({
  status: z.literal('unavailable'),
  checks: z.union([Checks, z.strictObject({ settings: z.array(z.string()) })]),
})
export type Unready = z.infer<typeof Unready>

const told = { kid: z.string(), use: z.optional(z.literal('sig')) }
const point = { x: z.string(), ...told }

/** A public key, RFC 7517 section 4, with the members of RFC 7518 section 6 and RFC 8037 section 2 that we tell. */
export const PublicKey = z.discriminatedUnion('kty', [
  z.strictObject({
    ...{ kty: z.literal('EC'), crv: z.literal('P-256'), y: z.string(), ...point },
    alg: z.optional(z.enum(ALGORITHMS.EC)),
  }),
  z.strictObject({
    ...{ kty: z.literal('OKP'), crv: z.literal('Ed25519'), ...point },
    alg: z.optional(z.enum(ALGORITHMS.OKP)),
  }),
  z.strictObject({
    ...{ kty: z.literal('RSA'), n: z.string(), e: z.string(), ...told },
    alg: z.optional(z.enum(ALGORITHMS.RSA)),
  }),
])

/** RFC 7517 section 5. */
export const KeySet = z.strictObject({ keys: z.array(PublicKey) })

/** What one may do: roles of this service, and scopes. */
export const RightsView = z.strictObject({ roles: z.array(z.string()), scopes: z.array(z.string()) })

/** What an application was given, and what of it counts now: cut down to what its owner has. */
export const ApplicationRights = z.strictObject({ granted: RightsView, effective: RightsView })
export type ApplicationRights = z.infer<typeof ApplicationRights>

export const Limits = z.strictObject({ applications: z.int(), keys: z.int(), tokenTtlSeconds: z.int() })

const known = z.nullable(z.string())

/** Who calls: a person, or by one of their applications. */
export const CallerProfile = z.strictObject({
  ...{ id: z.string(), name: known, alias: known, email: known, clientId: known },
  ...RightsView.shape,
  limits: Limits,
})
export type CallerProfile = z.infer<typeof CallerProfile>

/** RFC 8414 section 2, what a page needs of it; the endpoints are relative to the page. */
export const SignInMetadata = z.strictObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  id_token_signing_alg_values_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.literal(true),
})

/** An issuer that people sign in at by OpenID Connect, and as which client. */
export const SignInOption = z.strictObject({
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string(),
  resource: z.optional(z.string()),
  metadata: z.optional(SignInMetadata),
})
export const SignInOptions = z.strictObject({ signIn: z.array(SignInOption) })
export type SignInOptions = z.infer<typeof SignInOptions>
