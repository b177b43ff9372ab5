import { ApplicationRights } from '../http/answers.ts'
import {
  AccessKeys,
  CreatedAccessKey,
  CreatedUserApplication,
  EveryAccessKey,
  EveryUserApplication,
  RegeneratedClientSecret,
  RegeneratedSecret,
  UserApplication,
  UserApplications,
} from '../http/applications/responses.ts'
import { NewApplication } from '../http/applications/schemas.ts'
import { applicationKeys } from './application-keys.ts'
import type { Operation } from './operation.ts'
import { JSON_OBJECT } from './refused.ts'

/** Both names of the same objects: how each is spelled, and what it answers. */
const NAMES = [
  {
    path: 'user-applications',
    tag: 'User applications',
    noun: 'UserApplication',
    list: UserApplications,
    everyone: EveryUserApplication,
    created: CreatedUserApplication,
    regenerated: RegeneratedSecret,
  },
  {
    path: 'access-keys',
    tag: 'Access keys',
    noun: 'AccessKey',
    list: AccessKeys,
    everyone: EveryAccessKey,
    created: CreatedAccessKey,
    regenerated: RegeneratedClientSecret,
  },
]

type Name = (typeof NAMES)[number]

/** What users do with their applications, and administrators with everyone's. */
export const APPLICATION_OPERATIONS: Operation[] = NAMES.flatMap((name) => [
  ...ofCollection(name),
  ...ofOne(name),
  ...ofSecret(name),
  ...applicationKeys(name),
  ...ofAdministration(name),
])

function ofCollection({ path, tag, noun, list, created }: Name): Operation[] {
  const common = { path: `/api/v1/${path}`, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'get',
      id: `list${noun}s`,
      summary: 'List your applications',
      responses: { 200: { description: 'All of them.', schema: list } },
    },
    {
      ...common,
      method: 'post',
      id: `create${noun}`,
      summary: 'Create an application',
      description: 'It has at most the rights of the token that creates it.',
      body: {
        types: ['application/json'],
        schema: NewApplication,
      },
      responses: {
        201: { description: 'The application and its secret, which is shown this once.', schema: created },
      },
      refuses: [
        ...JSON_OBJECT,
        ...(['body_property_unknown', 'application_name_missing', 'application_name_invalid'] as const),
        ...(['application_limit_reached', 'application_name_taken'] as const),
      ],
    },
  ]
}

function ofOne({ path, tag, noun }: Name): Operation[] {
  const common = { path: `/api/v1/${path}/{appId}`, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'get',
      id: `get${noun}`,
      summary: 'Read an application',
      parameters: ['appId'],
      responses: { 200: { description: 'The application.', schema: UserApplication } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'delete',
      id: `delete${noun}`,
      summary: 'Delete an application',
      description: 'Its secret, its keys and its tokens end with it.',
      parameters: ['appId'],
      responses: { 204: { description: 'It is gone.' } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'get',
      path: `${common.path}/rights`,
      id: `get${noun}Rights`,
      summary: 'Read what an application may do',
      parameters: ['appId'],
      responses: {
        200: { description: 'What it was given, and what of it counts now.', schema: ApplicationRights },
      },
      refuses: ['application_unknown'],
    },
  ]
}

function ofSecret({ path, tag, noun, regenerated }: Name): Operation[] {
  const common = { path: `/api/v1/${path}/{appId}/secret`, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'post',
      id: `regenerate${noun}Secret`,
      summary: 'Regenerate the secret',
      description: 'The former secret, and the tokens it was exchanged for, end at once.',
      parameters: ['appId'],
      responses: { 200: { description: 'The next secret, which is shown this once.', schema: regenerated } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'delete',
      id: `end${noun}Secret`,
      summary: 'End the secret',
      description: 'It has no successor until one is regenerated: the application’s keys are what is left.',
      parameters: ['appId'],
      responses: { 204: { description: 'It is ended.' } },
      refuses: ['application_unknown'],
    },
  ]
}

function ofAdministration({ path, noun, everyone }: Name): Operation[] {
  const common = { tag: 'Administration', access: { bearer: ['admin'] } }
  return [
    {
      ...common,
      method: 'get',
      path: `/api/v1/administration/${path}`,
      id: `listEvery${noun}`,
      summary: 'List everyone’s applications',
      parameters: ['clientId', 'createdBy'],
      responses: { 200: { description: 'All that both filters let through.', schema: everyone } },
    },
    {
      ...common,
      method: 'delete',
      path: `/api/v1/administration/${path}/{appId}`,
      id: `deleteAny${noun}`,
      summary: 'Delete anyone’s application',
      parameters: ['appId'],
      responses: { 204: { description: 'It is gone.' } },
      refuses: ['application_unknown'],
    },
  ]
}
