import {
  type Description,
  JSON_OBJECT_REFUSALS,
  type Operation,
  RIGHTS_NOT_COVERED,
} from '../describe/operation.ts'
import { pathParameter, queryParameter } from '../describe/parameters.ts'
import { PATHS } from '../paths.ts'
import { APPLICATION_SCHEMAS } from './described-schemas.ts'
import {
  AccessKeys,
  ApplicationRights,
  CreatedAccessKey,
  CreatedUserApplication,
  EveryAccessKey,
  EveryUserApplication,
  RegeneratedClientSecret,
  RegeneratedSecret,
  UserApplication,
  UserApplications,
} from './responses.ts'
import { NewApplication } from './schemas.ts'

/** The two names of the applications: their paths, and the schemas of their responses. */
const NAMES = [
  {
    path: PATHS.userApplications,
    everyPath: PATHS.everyUserApplication,
    tag: 'User applications',
    noun: 'UserApplication',
    list: UserApplications,
    everyone: EveryUserApplication,
    created: CreatedUserApplication,
    regenerated: RegeneratedSecret,
  },
  {
    path: PATHS.accessKeys,
    everyPath: PATHS.everyAccessKey,
    tag: 'Access keys',
    noun: 'AccessKey',
    list: AccessKeys,
    everyone: EveryAccessKey,
    created: CreatedAccessKey,
    regenerated: RegeneratedClientSecret,
  },
]

type Name = (typeof NAMES)[number]

const appId = pathParameter('appId', 'The application’s ID.')
const clientId = queryParameter('clientId', 'Only the application with this client ID.')
const createdBy = queryParameter('createdBy', 'Only the applications whose `createdBy` is this.')

export const description: Description = {
  tags: [
    { name: 'User applications', description: 'A user’s own applications.' },
    { name: 'Access keys', description: 'The same objects by their newer name.' },
    { name: 'Administration', description: 'Everyone’s applications and user apps, for administrators.' },
  ],
  operations: NAMES.flatMap((name) => [
    ...collectionOperations(name),
    ...applicationOperations(name),
    ...secretOperations(name),
    ...administrationOperations(name),
  ]),
  schemas: APPLICATION_SCHEMAS,
}

function collectionOperations({ path, tag, noun, list, created }: Name): Operation[] {
  const common = { path, tag, access: { bearer: [] } }
  return [
    {
      ...common,
      method: 'get',
      id: `list${noun}s`,
      summary: 'List your applications',
      responses: { 200: { description: 'All your applications.', schema: list } },
    },
    {
      ...common,
      method: 'post',
      id: `create${noun}`,
      summary: 'Create an application',
      description: 'The application gets the rights of the token that creates it.',
      body: { types: ['application/json'], schema: NewApplication },
      responses: {
        201: { description: 'The application and its secret, which is shown only once.', schema: created },
      },
      refuses: [
        ...JSON_OBJECT_REFUSALS,
        'body_property_unknown',
        'body_property_not_boolean',
        'application_name_missing',
        'application_name_invalid',
        'application_limit_reached',
        'application_name_taken',
        'permission_missing',
      ],
    },
  ]
}

function applicationOperations({ path, tag, noun }: Name): Operation[] {
  const common = { path: `${path}/{appId}`, tag, access: { bearer: [] }, parameters: [appId] }
  return [
    {
      ...common,
      method: 'get',
      id: `get${noun}`,
      summary: 'Read an application',
      responses: { 200: { description: 'The application.', schema: UserApplication } },
      refuses: ['application_unknown'],
    },
    {
      ...common,
      method: 'delete',
      id: `delete${noun}`,
      summary: 'Delete an application',
      description:
        'Deletes its secret and keys, and revokes its tokens. A program needs rights that cover those of the application.',
      responses: { 204: { description: 'Deleted.' } },
      refuses: ['application_unknown', RIGHTS_NOT_COVERED],
    },
    {
      ...common,
      method: 'get',
      path: `${common.path}/rights`,
      id: `get${noun}Rights`,
      summary: 'Read the rights of an application',
      responses: {
        200: { description: 'The granted rights, and those in effect now.', schema: ApplicationRights },
      },
      refuses: ['application_unknown'],
    },
  ]
}

function secretOperations({ path, tag, noun, regenerated }: Name): Operation[] {
  const common = { path: `${path}/{appId}/secret`, tag, access: { bearer: [] }, parameters: [appId] }
  return [
    {
      ...common,
      method: 'post',
      id: `regenerate${noun}Secret`,
      summary: 'Regenerate the secret',
      description:
        'Ends the previous secret and the tokens that were issued for it, at once. The token needs rights that cover those of the application.',
      responses: {
        200: { description: 'The next secret, which is shown only once.', schema: regenerated },
      },
      refuses: ['application_unknown', RIGHTS_NOT_COVERED],
    },
    {
      ...common,
      method: 'delete',
      id: `end${noun}Secret`,
      summary: 'End the secret',
      description:
        'Until a secret is regenerated, the application can authenticate by its keys only. A program needs rights that cover those of the application.',
      responses: { 204: { description: 'Ended.' } },
      refuses: ['application_unknown', RIGHTS_NOT_COVERED],
    },
  ]
}

function administrationOperations({ everyPath, noun, everyone }: Name): Operation[] {
  const common = { tag: 'Administration', access: { bearer: ['admin'] } }
  return [
    {
      ...common,
      method: 'get',
      path: everyPath,
      id: `listEvery${noun}`,
      summary: 'List everyone’s applications',
      parameters: [clientId, createdBy],
      responses: { 200: { description: 'The applications that match both filters.', schema: everyone } },
    },
    {
      ...common,
      method: 'delete',
      path: `${everyPath}/{appId}`,
      id: `deleteAny${noun}`,
      summary: 'Delete anyone’s application',
      parameters: [appId],
      responses: { 204: { description: 'Deleted.' } },
      refuses: ['application_unknown'],
    },
  ]
}
