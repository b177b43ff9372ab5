import * as z from 'zod/mini'
import { ENDPOINTS } from '../domain/endpoints.ts'
import { Alive, Checks, KeySet, Ready, Unready } from '../http/answers.ts'
import { metadataPaths } from '../http/oauth/metadata.ts'
import { Metadata } from '../http/oauth/responses.ts'
import { type NamedSchema, responseSchema } from './named.ts'
import type { Operation } from './operation.ts'

const PUBLISHED = {
  ...({ tag: 'Metadata', method: 'get', access: 'anyone', refuses: ['unavailable'] } as const),
  headers: ['anyOrigin' as const],
}
const HEALTH = { tag: 'Health', method: 'get', access: 'anyone' } as const
const STORED = { headers: ['stored' as const] }

/** An issuer without a path, whose metadata is where most are. */
const ISSUER = 'https://latchkey.example.com'

/** What is served is this document, and no schema of ours is worth more than its own. */
const Description = z.looseObject({ openapi: z.string() })

/** What is there for whoever asks. */
export const SERVICE_OPERATIONS: Operation[] = [
  ...metadataPaths(ISSUER).map((path) => ({
    ...PUBLISHED,
    path,
    id: path.endsWith('openid-configuration') ? 'getOpenIdConfiguration' : 'getMetadata',
    summary: 'Read the metadata of the authorization server',
    description:
      'RFC 8414. If the issuer has a path, it stands here too, as RFC 8414 and OpenID Connect Discovery say.',
    responses: {
      200: { description: 'Where everything is, and what it takes.', schema: Metadata, ...STORED },
    },
  })),
  {
    ...PUBLISHED,
    path: ENDPOINTS.keys,
    id: 'getKeys',
    summary: 'Read the public keys of our tokens',
    description: 'For whoever verifies tokens by themselves.',
    responses: { 200: { description: 'The keys.', schema: KeySet, ...STORED } },
  },
  {
    ...PUBLISHED,
    path: '/openapi.json',
    id: 'getDescription',
    summary: 'Read this description',
    headers: [],
    refuses: ['unavailable', 'site_missing'],
    responses: {
      200: { description: 'An OpenAPI document.', schema: Description, headers: ['revalidated', 'tag'] },
      304: { description: 'It has not changed.', headers: ['revalidated', 'tag'] },
    },
  },
  {
    ...HEALTH,
    path: '/healthz',
    id: 'getHealth',
    summary: 'Ask whether it lives',
    responses: { 200: { description: 'It does.', schema: Alive } },
  },
  {
    ...HEALTH,
    path: '/readyz',
    id: 'getReadiness',
    summary: 'Ask whether it can work',
    responses: {
      200: { description: 'Every part answers.', schema: Ready },
      503: { description: 'Some part does not.', schema: Unready },
    },
  },
]

const OK = { settings: 'ok', database: 'ok', kv: 'ok' } as const

export const SERVICE_SCHEMAS: NamedSchema[] = [
  responseSchema('Description', {
    schema: Description,
    description: 'An OpenAPI document.',
    properties: { openapi: 'The version of the specification.' },
    examples: [{ openapi: '3.1.1' }],
  }),
  responseSchema('Alive', {
    schema: Alive,
    description: 'The service lives.',
    properties: { status: 'That it does.' },
    examples: [{ status: 'alive' }],
  }),
  responseSchema('Checks', {
    schema: Checks,
    description: 'What a request may need.',
    properties: {
      settings: 'Keys and peppers.',
      database: 'D1, or the SQLite file.',
      kv: 'What rate limits are shared by.',
    },
    examples: [OK],
  }),
  responseSchema('Ready', {
    schema: Ready,
    description: 'The service can work.',
    properties: { status: 'That it can.', checks: 'Each part.' },
    examples: [{ status: 'ready', checks: OK }],
  }),
  responseSchema('Unready', {
    schema: Unready,
    description: 'The service cannot work.',
    properties: {
      status: 'That it cannot.',
      checks: 'Each part; or the names of the settings that are wrong.',
    },
    examples: [
      { status: 'unavailable', checks: { ...OK, database: 'does not answer' } },
      { status: 'unavailable', checks: { settings: ['ISSUER'] } },
    ],
  }),
]
