import * as z from 'zod/mini'
import { ENDPOINTS } from '../domain/endpoints.ts'
import { Alive, Checks, KeySet, Ready, Unready } from '../http/answers.ts'
import { Metadata } from '../http/oauth/answers.ts'
import { metadataPaths } from '../http/oauth/metadata.ts'
import { answered, type Named } from './named.ts'
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
    answers: { 200: { says: 'Where everything is, and what it takes.', schema: Metadata, ...STORED } },
  })),
  {
    ...PUBLISHED,
    path: ENDPOINTS.keys,
    id: 'getKeys',
    summary: 'Read the public keys of our tokens',
    description: 'For whoever verifies tokens by themselves.',
    answers: { 200: { says: 'The keys.', schema: KeySet, ...STORED } },
  },
  {
    ...PUBLISHED,
    path: '/openapi.json',
    id: 'getDescription',
    summary: 'Read this description',
    headers: [],
    refuses: ['unavailable', 'site_missing'],
    answers: {
      200: { says: 'An OpenAPI document.', schema: Description, headers: ['asked', 'tag'] },
      304: { says: 'It has not changed.', headers: ['asked', 'tag'] },
    },
  },
  {
    ...HEALTH,
    path: '/healthz',
    id: 'getHealth',
    summary: 'Ask whether it lives',
    answers: { 200: { says: 'It does.', schema: Alive } },
  },
  {
    ...HEALTH,
    path: '/readyz',
    id: 'getReadiness',
    summary: 'Ask whether it can work',
    answers: {
      200: { says: 'Every part answers.', schema: Ready },
      503: { says: 'Some part does not.', schema: Unready },
    },
  },
]

const OK = { settings: 'ok', database: 'ok', kv: 'ok' } as const

export const SERVICE_SCHEMAS: Named[] = [
  answered('Description', {
    schema: Description,
    description: 'An OpenAPI document.',
    properties: { openapi: 'The version of the specification.' },
    examples: [{ openapi: '3.1.1' }],
  }),
  answered('Alive', {
    schema: Alive,
    description: 'The service lives.',
    properties: { status: 'That it does.' },
    examples: [{ status: 'alive' }],
  }),
  answered('Checks', {
    schema: Checks,
    description: 'What a request may need.',
    properties: {
      settings: 'Keys and peppers.',
      database: 'D1, or the SQLite file.',
      kv: 'What rate limits are shared by.',
    },
    examples: [OK],
  }),
  answered('Ready', {
    schema: Ready,
    description: 'The service can work.',
    properties: { status: 'That it can.', checks: 'Each part.' },
    examples: [{ status: 'ready', checks: OK }],
  }),
  answered('Unready', {
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
