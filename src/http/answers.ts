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
