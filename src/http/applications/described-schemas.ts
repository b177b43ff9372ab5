import { type NamedSchema, requestSchema, responseSchema } from '../describe/schemas.ts'
import {
  AccessKeys,
  ApplicationRights,
  CreatedAccessKey,
  CreatedUserApplication,
  EveryAccessKey,
  EveryUserApplication,
  Failure,
  RegeneratedClientSecret,
  RegeneratedSecret,
  RightsView,
  UserApplication,
  UserApplications,
  UserApplicationWithCreator,
} from './responses.ts'
import { NewApplication } from './schemas.ts'

const APPLICATION = {
  name: 'nightly-report',
  id: '019b7a3e-5c1d-7f2a-9b6e-3d4c5b6a7f80',
  clientId: '5f2f7a1e-9c3b-4d8e-a1b2-c3d4e5f60718',
  createdAt: '2026-01-05T09:12:33.104Z',
  lastLogin: '2026-02-01T03:00:02.511Z',
}
const { lastLogin: _, ...NEW } = APPLICATION
const WITH_CREATOR = { ...APPLICATION, createdBy: 'alice@example.com' }
const SECRET = 'lks_…'
const RIGHTS = { roles: [], scopes: ['idn:app-roles:read'] }

const properties = {
  name: 'The name, unique among the owner’s applications.',
  id: 'The ID, for paths.',
  clientId: 'The ID with which the program authenticates, together with a secret or a key.',
  createdAt: 'The time of creation.',
  lastLogin: 'The time of the last token exchange, accurate to a minute; null before the first.',
}
const { lastLogin: __, ...newProperties } = properties
const createdBy = 'The owner’s e-mail address, or the owner’s ID if there is no address.'
const secret = 'The secret. It cannot be read again.'

/** The schemas of the user-applications and access-keys wire formats, as the document describes them. */
export const APPLICATION_SCHEMAS: NamedSchema[] = [
  requestSchema('NewApplication', {
    schema: NewApplication,
    description: 'An application to create.',
    properties: {
      name: '2 to 128 characters: lower-case letters, digits, `-` and `_`; first a letter, last a letter or digit.',
      canManageApplications:
        'Whether tokens of the application may create, change and delete applications. The service’s settings contain the default.',
    },
    examples: [{ name: APPLICATION.name }, { name: APPLICATION.name, canManageApplications: false }],
  }),
  responseSchema('UserApplication', {
    schema: UserApplication,
    description: 'A credential of a user’s program. Its secret cannot be read.',
    properties,
    examples: [APPLICATION, { ...APPLICATION, lastLogin: null }],
  }),
  responseSchema('UserApplications', {
    schema: UserApplications,
    description: 'Applications, oldest first.',
    properties: {},
    examples: [[APPLICATION]],
  }),
  responseSchema('UserApplicationWithCreator', {
    schema: UserApplicationWithCreator,
    description: 'An application as an administrator sees it.',
    properties: { ...properties, createdBy },
    examples: [WITH_CREATOR],
  }),
  responseSchema('EveryUserApplication', {
    schema: EveryUserApplication,
    description: 'Everyone’s applications, oldest first.',
    properties: {},
    examples: [[WITH_CREATOR]],
  }),
  responseSchema('AccessKeys', {
    schema: AccessKeys,
    description: 'Applications by their newer name, oldest first.',
    properties: { accessKeys: 'The applications.' },
    examples: [{ accessKeys: [APPLICATION] }],
  }),
  responseSchema('EveryAccessKey', {
    schema: EveryAccessKey,
    description: 'Everyone’s applications by their newer name, oldest first.',
    properties: { accessKeys: 'The applications.' },
    examples: [{ accessKeys: [WITH_CREATOR] }],
  }),
  responseSchema('CreatedUserApplication', {
    schema: CreatedUserApplication,
    description: 'The created application, with its secret.',
    properties: { ...newProperties, secret },
    examples: [{ ...NEW, secret: SECRET }],
  }),
  responseSchema('CreatedAccessKey', {
    schema: CreatedAccessKey,
    description: 'The created application, with its secret.',
    properties: { ...newProperties, clientSecret: secret },
    examples: [{ ...NEW, clientSecret: SECRET }],
  }),
  responseSchema('RegeneratedSecret', {
    schema: RegeneratedSecret,
    description: 'The secret that is valid from now on, under its older and its newer name.',
    properties: { secret, clientSecret: 'The same secret.' },
    examples: [{ secret: SECRET, clientSecret: SECRET }],
  }),
  responseSchema('RegeneratedClientSecret', {
    schema: RegeneratedClientSecret,
    description: 'The secret that is valid from now on.',
    properties: { clientSecret: secret },
    examples: [{ clientSecret: SECRET }],
  }),
  responseSchema('Rights', {
    schema: RightsView,
    description: 'Roles and scopes.',
    properties: { roles: 'Roles of this service.', scopes: 'Scopes, RFC 6749 section 3.3.' },
    examples: [RIGHTS],
  }),
  responseSchema('ApplicationRights', {
    schema: ApplicationRights,
    description: 'The rights of an application.',
    properties: {
      granted: 'The rights that the application was created with.',
      effective: 'The granted rights that its owner still has.',
    },
    examples: [{ granted: { roles: ['admin'], scopes: RIGHTS.scopes }, effective: RIGHTS }],
  }),
  responseSchema('Failure', {
    schema: Failure,
    description: 'An error of the user-applications wire format, or a server error of a token endpoint.',
    properties: {
      code: 'The HTTP status.',
      message: 'The error and how to fix it, in the language of `Accept-Language`.',
      details: 'The roles and scopes that the token lacks to manage the application.',
    },
    examples: [
      { code: 404, message: 'Resource id not found.' },
      {
        code: 403,
        message: 'You do not have sufficient permissions.',
        details: 'roles: admin; scopes: idn:app-roles:manage',
      },
    ],
  }),
]
