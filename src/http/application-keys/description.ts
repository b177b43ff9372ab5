import {
  type Description,
  JSON_OBJECT_REFUSALS,
  type Operation,
  RIGHTS_NOT_COVERED,
} from '../describe/operation.ts'
import { pathParameter } from '../describe/parameters.ts'
import { requestSchema, responseSchema } from '../describe/schemas.ts'
import { PATHS } from '../paths.ts'
import { KeySet, PublicKey } from './responses.ts'
import { NewKey } from './schemas.ts'

const NAMES = [
  { path: PATHS.userApplications, tag: 'User applications', noun: 'UserApplication' },
  { path: PATHS.accessKeys, tag: 'Access keys', noun: 'AccessKey' },
]

type Name = (typeof NAMES)[number]

const appId = pathParameter('appId', 'The application’s ID.')
const kid = pathParameter('kid', 'The key’s ID.')

const EXAMPLE = {
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  kid: 'nightly-2026',
}

const properties = {
  kty: 'The type of key: RFC 7518 section 6, RFC 8037 section 2.',
  kid: 'The ID of the key, for the header of an assertion.',
  alg: 'The only algorithm that the key verifies.',
  use: 'The use of the key: signatures.',
  crv: 'The curve.',
  x: 'The first coordinate.',
  y: 'The second coordinate.',
  n: 'The modulus, 2,048 to 4,096 bits.',
  e: 'The exponent, `AQAB` (65,537).',
}

export const description: Description = {
  tags: [],
  operations: NAMES.flatMap(keyOperations),
  schemas: [
    requestSchema('NewKey', {
      schema: NewKey,
      description:
        'A public key, RFC 7517 section 4. Unknown members are ignored; private members are refused.',
      properties: { ...properties, kid: 'The ID of the key. Default: its thumbprint, RFC 7638.' },
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
      description: 'A set of public keys, RFC 7517 section 5.',
      properties: { keys: 'The keys.' },
      examples: [{ keys: [EXAMPLE] }],
    }),
  ],
}

function keyOperations({ path, tag, noun }: Name): Operation[] {
  const common = { path: `${path}/{appId}/keys`, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'get',
      id: `list${noun}Keys`,
      summary: 'List the public keys',
      parameters: [appId],
      responses: { 200: { description: 'All keys of the application.', schema: KeySet } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'post',
      id: `add${noun}Key`,
      summary: 'Add a public key',
      description:
        'The holder of its private key can then exchange assertions for tokens: RFC 7523. The token needs rights that cover those of the application.',
      parameters: [appId],
      body: { types: ['application/json'], schema: NewKey },
      responses: { 201: { description: 'The key as stored.', schema: PublicKey } },
      refuses: [
        ...JSON_OBJECT_REFUSALS,
        'key_private',
        'key_unsupported',
        'key_kid_invalid',
        'key_limit_reached',
        'application_unknown',
        'key_kid_taken',
        RIGHTS_NOT_COVERED,
      ],
    },
    {
      ...common,
      method: 'delete',
      path: `${common.path}/{kid}`,
      id: `delete${noun}Key`,
      summary: 'Delete a public key',
      description:
        'Also ends the tokens that were issued for this key. A program needs rights that cover those of the application.',
      parameters: [appId, kid],
      responses: { 204: { description: 'Deleted.' } },
      refuses: ['application_unknown', 'key_unknown', RIGHTS_NOT_COVERED],
    },
  ]
}
