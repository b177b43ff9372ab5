import { KeySet, PublicKey } from '../http/answers.ts'
import { NewKey } from './key-schemas.ts'
import type { Operation } from './operation.ts'
import { JSON_OBJECT } from './refused.ts'

/** What users do with the public keys of an application, under one of its names. */
export function applicationKeys({
  path,
  tag,
  noun,
}: {
  path: string
  tag: string
  noun: string
}): Operation[] {
  const common = { path: `/api/v1/${path}/{appId}/keys`, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'get',
      id: `list${noun}Keys`,
      summary: 'List the public keys',
      parameters: ['appId'],
      responses: { 200: { description: 'All keys of the application.', schema: KeySet } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'post',
      id: `add${noun}Key`,
      summary: 'Add a public key',
      description: 'Whoever holds its private key can then exchange assertions for tokens: RFC 7523.',
      parameters: ['appId'],
      body: { types: ['application/json'], schema: NewKey },
      responses: { 201: { description: 'The key, as it is kept.', schema: PublicKey } },
      refuses: [
        ...JSON_OBJECT,
        ...(['key_private', 'key_unsupported', 'key_kid_invalid', 'key_limit_reached'] as const),
        ...(['application_unknown', 'key_kid_taken'] as const),
      ],
    },
    {
      ...common,
      method: 'delete',
      path: `${common.path}/{kid}`,
      id: `delete${noun}Key`,
      summary: 'Delete a public key',
      description: 'The tokens that it was exchanged for end with it.',
      parameters: ['appId', 'kid'],
      responses: { 204: { description: 'It is gone.' } },
      refuses: ['application_unknown', 'key_unknown'],
    },
  ]
}
