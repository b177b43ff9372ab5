import * as z from 'zod/mini'
import { ALGORITHMS } from '../../lib/jwk.ts'

/**
 * The body that adds a key, for the description only: the domain reads it, since only cryptography can
 * distinguish a key from other numbers.
 */
export const NewKey = z.looseObject({
  kty: z.enum(['EC', 'OKP', 'RSA']),
  kid: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))),
  alg: z.optional(z.enum(Object.values(ALGORITHMS).flat())),
  use: z.optional(z.literal('sig')),
  crv: z.optional(z.enum(['P-256', 'Ed25519'])),
  x: z.optional(z.string()),
  y: z.optional(z.string()),
  n: z.optional(z.string()),
  e: z.optional(z.string()),
})
