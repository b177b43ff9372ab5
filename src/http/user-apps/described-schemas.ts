import { type NamedSchema, requestSchema, responseSchema } from '../describe/schemas.ts'
import { AccountPatch } from './patch.ts'
import {
  AccountReference,
  AvailableAccount,
  AvailableAccounts,
  Message,
  OwnerReference,
  RateLimited,
  SourceAccount,
  SourceAppReference,
  SourceReference,
  Unauthenticated,
  UserApp,
  UserApps,
  UserAppsFailure,
} from './responses.ts'

const SOURCE_APP = { id: 'edcb0951812949d085b60cd8bf35bc78', type: 'APPLICATION' as const, name: 'test-app' }
const SOURCE = { id: '9870808a7190d06e01719938fcd20792', type: 'SOURCE' as const, name: 'test-source' }
const ACCOUNT = { id: '85d173e7d57e496569df763231d6deb6', type: 'ACCOUNT' as const, name: 'test account' }
const OWNER = {
  id: '2c9180827ca885d7017ca8ce28a000eb',
  type: 'IDENTITY' as const,
  name: 'John',
  alias: 'John.Doe',
}

const USER_APP = {
  id: '2c91808874ff91550175097daaec161c',
  created: '2020-10-08T18:33:52.029Z',
  modified: '2020-10-08T18:33:52.029Z',
  hasMultipleAccounts: false,
  useForPasswordManagement: true,
  provisionRequestEnabled: true,
  appCenterEnabled: true,
  sourceApp: SOURCE_APP,
  source: SOURCE,
  account: ACCOUNT,
  owner: OWNER,
}

const GENERAL = {
  locale: 'en-US',
  localeOrigin: 'DEFAULT' as const,
  text: 'The request was syntactically correct but its content is semantically invalid.',
}
const CAUSE = { ...GENERAL, text: 'limit must be a whole number from 0 to 250.' }

const SOURCE_ACCOUNT = {
  id: ACCOUNT.id,
  nativeIdentity: 'jdoe',
  displayName: 'jdoe',
  sourceId: SOURCE.id,
  sourceDisplayName: SOURCE.name,
}
const AVAILABLE = { appId: USER_APP.id, appDisplayName: SOURCE_APP.name, sourceAccount: SOURCE_ACCOUNT }

/** The descriptions of a user app's properties. An import describes the same. */
export const USER_APP_PROPERTIES = {
  id: 'The ID: opaque, as imported, or our own.',
  created: 'The time of creation.',
  modified: 'The time of the last change.',
  hasMultipleAccounts: 'Whether the owner has more than one account on the source.',
  useForPasswordManagement: 'Whether the source has the password feature.',
  provisionRequestEnabled: 'Whether the source app takes provision requests.',
  appCenterEnabled: 'Whether the source app is shown in the app center.',
  sourceApp: 'The source app.',
  source: 'The system of the account.',
  account: 'The account in use; absent while none is chosen.',
  owner: 'The identity that holds the user app.',
}

const reference = { id: 'The ID.', type: 'The type.', name: 'The name; absent if unknown.' }

/** The schemas of the user-apps wire format, as the document describes them. */
export const USER_APPS_SCHEMAS: NamedSchema[] = [
  responseSchema('UserApp', {
    schema: UserApp,
    description: 'An app that an identity uses through an account. Our own applications are listed too.',
    properties: USER_APP_PROPERTIES,
    examples: [USER_APP],
  }),
  responseSchema('UserApps', {
    schema: UserApps,
    description: 'A page of user apps, sorted by ID.',
    properties: {},
    examples: [[USER_APP]],
  }),
  responseSchema('SourceAppReference', {
    schema: SourceAppReference,
    description: 'A source app, by reference.',
    properties: reference,
    examples: [SOURCE_APP],
  }),
  responseSchema('SourceReference', {
    schema: SourceReference,
    description: 'A source, by reference.',
    properties: reference,
    examples: [SOURCE],
  }),
  responseSchema('AccountReference', {
    schema: AccountReference,
    description: 'An account, by reference.',
    properties: reference,
    examples: [ACCOUNT],
  }),
  responseSchema('OwnerReference', {
    schema: OwnerReference,
    description: 'An identity, by reference.',
    properties: { ...reference, alias: 'The login name; absent if unknown.' },
    examples: [OWNER],
  }),
  responseSchema('AvailableAccount', {
    schema: AvailableAccount,
    description: 'An account that can be chosen for a user app.',
    properties: {
      appId: 'The ID of the user app.',
      appDisplayName: 'The name of its source app.',
      sourceAccount: 'The account.',
    },
    examples: [AVAILABLE],
  }),
  responseSchema('AvailableAccounts', {
    schema: AvailableAccounts,
    description: 'A page of accounts, sorted by ID.',
    properties: {},
    examples: [[AVAILABLE]],
  }),
  responseSchema('SourceAccount', {
    schema: SourceAccount,
    description: 'An account and its source.',
    properties: {
      id: 'The ID.',
      nativeIdentity: 'The name on the source.',
      displayName: 'The name to display.',
      sourceId: 'The ID of the source.',
      sourceDisplayName: 'The name of the source.',
    },
    examples: [SOURCE_ACCOUNT],
  }),
  requestSchema('AccountPatch', {
    schema: AccountPatch,
    description: 'A JSON Patch, RFC 6902, that chooses or removes the account.',
    properties: {},
    examples: [
      [{ op: 'replace', path: '/account', value: { id: ACCOUNT.id, type: 'ACCOUNT' } }],
      [{ op: 'remove', path: '/account' }],
    ],
  }),
  responseSchema('UserAppsFailure', {
    schema: UserAppsFailure,
    description: 'An error of the user-apps wire format.',
    properties: {
      detailCode: 'The status in more detail.',
      trackingId: 'The ID of the request, as in `X-Request-Id`.',
      messages: 'The kind of error: in English, then in the language of `Accept-Language` if it is another.',
      causes: 'The exact error and how to fix it, in the same languages.',
    },
    examples: [
      {
        detailCode: '400.1 Bad Request Content',
        trackingId: '9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60',
        messages: [GENERAL],
        causes: [CAUSE],
      },
    ],
  }),
  responseSchema('Message', {
    schema: Message,
    description: 'A sentence in one language.',
    properties: {
      locale: 'The language.',
      localeOrigin: '`DEFAULT` for English, `REQUEST` for the requested language.',
      text: 'The sentence.',
    },
    examples: [GENERAL],
  }),
  responseSchema('Unauthenticated', {
    schema: Unauthenticated,
    description: 'An invalid token, in the user-apps wire format.',
    properties: { error: 'The reason.' },
    examples: [{ error: 'JWT validation failed: JWT is expired' }],
  }),
  responseSchema('RateLimited', {
    schema: RateLimited,
    description: 'Too many requests, in the user-apps wire format.',
    properties: { message: 'Always this text.' },
    examples: [{ message: ' Rate Limit Exceeded ' }],
  }),
]
