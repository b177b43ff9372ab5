import type { Description } from '../describe/operation.ts'
import { responseSchema } from '../describe/schemas.ts'
import { PATHS } from '../paths.ts'
import { Alive, Checks, Ready, Unready } from './responses.ts'

const OK = { settings: 'ok', database: 'ok', kv: 'ok' } as const

export const description: Description = {
  tags: [{ name: 'Health', description: 'Liveness and readiness.' }],
  operations: [
    {
      method: 'get',
      path: PATHS.health,
      id: 'getHealth',
      tag: 'Health',
      summary: 'Check liveness',
      access: 'anyone',
      responses: { 200: { description: 'The process runs.', schema: Alive } },
    },
    {
      method: 'get',
      path: PATHS.readiness,
      id: 'getReadiness',
      tag: 'Health',
      summary: 'Check readiness',
      access: 'anyone',
      responses: {
        200: { description: 'Every component responds.', schema: Ready },
        503: { description: 'A component does not respond, or settings are invalid.', schema: Unready },
      },
    },
  ],
  schemas: [
    responseSchema('Alive', {
      schema: Alive,
      description: 'The process runs.',
      properties: { status: 'Always `alive`.' },
      examples: [{ status: 'alive' }],
    }),
    responseSchema('Checks', {
      schema: Checks,
      description: 'The components that a request may need.',
      properties: {
        settings: 'Keys and peppers.',
        database: 'D1, or the SQLite file.',
        kv: 'The store through which isolates share rate limits.',
      },
      examples: [OK],
    }),
    responseSchema('Ready', {
      schema: Ready,
      description: 'The service is ready.',
      properties: { status: 'Always `ready`.', checks: 'The state of each component.' },
      examples: [{ status: 'ready', checks: OK }],
    }),
    responseSchema('Unready', {
      schema: Unready,
      description: 'The service is not ready.',
      properties: {
        status: 'Always `unavailable`.',
        checks: 'The state of each component, or the names of the invalid settings.',
      },
      examples: [
        { status: 'unavailable', checks: { ...OK, database: 'does not answer' } },
        { status: 'unavailable', checks: { settings: ['ISSUER'] } },
      ],
    }),
  ],
}
