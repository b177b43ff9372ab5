import type { Description } from '../describe/operation.ts'
import { responseSchema } from '../describe/schemas.ts'
import { PATHS } from '../paths.ts'
import { CallerProfile, Limits } from './responses.ts'

const LIMITS = { applications: 20, keys: 5, tokenTtlSeconds: 900 }

export const description: Description = {
  tags: [{ name: 'Caller', description: 'The caller, and the issuers at which people sign in.' }],
  operations: [
    {
      method: 'get',
      path: PATHS.caller,
      id: 'getCaller',
      tag: 'Caller',
      summary: 'Read the caller',
      description: 'The profile of the caller, the rights of this call, and the limits.',
      access: { bearer: [] },
      responses: { 200: { description: 'The caller.', schema: CallerProfile } },
    },
  ],
  schemas: [
    responseSchema('Limits', {
      schema: Limits,
      description: 'The limits that hold for every caller.',
      properties: {
        applications: 'The most applications that a person may have.',
        keys: 'The most public keys that an application may have.',
        tokenTtlSeconds: 'The lifetime of our tokens, in seconds.',
      },
      examples: [LIMITS],
    }),
    responseSchema('CallerProfile', {
      schema: CallerProfile,
      description: 'The caller.',
      properties: {
        id: 'The ID of the person: the owner’s ID in the inventory.',
        name: 'The name in the person’s latest token, or null.',
        alias: 'The alias in the person’s latest token, or null.',
        email: 'The e-mail address in the person’s latest token, or null.',
        clientId: 'The application that calls for the person, or null if the person calls directly.',
        roles: 'The roles of this call.',
        scopes: 'The scopes of this call, RFC 6749 section 3.3.',
        limits: 'The limits that hold for every caller.',
      },
      examples: [
        {
          id: '019b7a3e-5c1d-7f2a-9b6e-3d4c5b6a7f80',
          name: 'Alice Doe',
          alias: 'alice.doe',
          email: 'alice@example.com',
          clientId: null,
          roles: [],
          scopes: ['idn:app-roles:read'],
          limits: LIMITS,
        },
      ],
    }),
  ],
}
