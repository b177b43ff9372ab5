import * as z from 'zod/mini'
import { KeySet, PublicKey } from '../http/answers.ts'
import { ALGORITHMS } from '../lib/jwk.ts'
import { type NamedSchema, requestSchema, responseSchema } from './named.ts'

const EXAMPLE = {
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  kid: 'nightly-2026',
}

/** What is taken: the domain reads it, since only cryptography can tell whether a key is one. */
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

const properties = {
  kty: 'The type of key: RFC 7518 section 6, RFC 8037 section 2.',
  kid: 'The id of the key, which an assertion’s header names.',
  alg: 'The one algorithm that it verifies.',
  use: 'What it is for: signatures.',
  crv: 'The curve.',
  x: 'The first coordinate.',
  y: 'The second coordinate.',
  n: 'The modulus, of 2048 bits or more.',
  e: 'The exponent.',
}

/** The schemas of public keys. */
export const KEY_SCHEMAS: NamedSchema[] = [
  requestSchema('NewKey', {
    schema: NewKey,
    description:
      'A public key, RFC 7517 section 4. Members that are not known are passed over; private ones are refused.',
    properties: { ...properties, kid: 'Its id: by default its thumbprint, RFC 7638.' },
    examples: [EXAMPLE],
  }),
  responseSchema('PublicKey', {
    schema: PublicKey,
    description: 'A public key, RFC 7517 section 4.',
    properties,
    examples: [EXAMPLE],
  }),
  responseSchema('KeySet', {
    schema: KeySet,
    description: 'Public keys, RFC 7517 section 5.',
    properties: { keys: 'The keys.' },
    examples: [{ keys: [EXAMPLE] }],
  }),
]
