import * as z from 'zod/mini'
import { ALGORITHMS } from '../../lib/jwk.ts'

const common = { kid: z.string(), use: z.optional(z.literal('sig')) }

/**
 * A public key, RFC 7517 section 4, with the members of RFC 7518 section 6 and RFC 8037 section 2 that we
 * publish.
 */
export const PublicKey = z.discriminatedUnion('kty', [
  z.strictObject({
    ...common,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    alg: z.optional(z.enum(ALGORITHMS.EC)),
  }),
  z.strictObject({
    ...common,
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    alg: z.optional(z.enum(ALGORITHMS.OKP)),
  }),
  z.strictObject({
    ...common,
    kty: z.literal('RSA'),
    n: z.string(),
    e: z.string(),
    alg: z.optional(z.enum(ALGORITHMS.RSA)),
  }),
])
export type PublicKey = z.infer<typeof PublicKey>

/** A JWK Set, RFC 7517 section 5. */
export const KeySet = z.strictObject({ keys: z.array(PublicKey) })
export type KeySet = z.infer<typeof KeySet>
