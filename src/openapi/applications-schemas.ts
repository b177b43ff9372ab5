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
  UserApplicationWithCreator,
} from '../http/applications/responses.ts'
import { NewApplication } from '../http/applications/schemas.ts'
import { type NamedSchema, requestSchema, responseSchema } from './named.ts'

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

const properties = {
  name: 'What its owner calls it: the owner has no other of this name.',
  id: 'Its id, which stands in paths.',
  clientId: 'What its program authenticates with, beside the secret or a key.',
  createdAt: 'When it was created.',
  lastLogin: 'When it was last exchanged for a token, within a minute; null until then.',
}
const { lastLogin: __, ...newProperties } = properties
const createdBy = 'The e-mail of its owner, or the id where there is none.'
const secret = 'The secret. It is shown this once, and nobody can find it out again.'

/** The schemas of the user-applications and access-keys wire formats. */
export const APPLICATION_SCHEMAS: NamedSchema[] = [
  requestSchema('NewApplication', {
    schema: NewApplication,
    description: 'An application to create.',
    properties: { name: '2 to 128 characters: a letter first, a letter or digit last, and lower case.' },
    examples: [{ name: APPLICATION.name }],
  }),
  responseSchema('UserApplication', {
    schema: UserApplication,
    description: 'A credential of a user’s program. Its secret is not among what can be read.',
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
    description: 'The application that was created, with its secret.',
    properties: { ...newProperties, secret },
    examples: [{ ...NEW, secret: SECRET }],
  }),
  responseSchema('CreatedAccessKey', {
    schema: CreatedAccessKey,
    description: 'The application that was created, with its secret.',
    properties: { ...newProperties, clientSecret: secret },
    examples: [{ ...NEW, clientSecret: SECRET }],
  }),
  responseSchema('RegeneratedSecret', {
    schema: RegeneratedSecret,
    description: 'The secret that is good from now on, under its older and its newer name.',
    properties: { secret, clientSecret: 'The same.' },
    examples: [{ secret: SECRET, clientSecret: SECRET }],
  }),
  responseSchema('RegeneratedClientSecret', {
    schema: RegeneratedClientSecret,
    description: 'The secret that is good from now on.',
    properties: { clientSecret: secret },
    examples: [{ clientSecret: SECRET }],
  }),
]
