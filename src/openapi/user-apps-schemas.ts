import { AccountPatch } from '../http/user-apps/patch.ts'
import {
  AccountOf,
  AvailableAccount,
  AvailableAccounts,
  Imported,
  OwnerOf,
  SourceAccount,
  SourceAppOf,
  SourceOf,
  UserApp,
  UserApps,
} from '../http/user-apps/responses.ts'
import { ImportLine } from '../http/user-apps-import/import-line.ts'
import { type NamedSchema, requestSchema, responseSchema } from './named.ts'

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

const LINE = {
  id: USER_APP.id,
  created: USER_APP.created,
  sourceApp: { id: SOURCE_APP.id, name: SOURCE_APP.name },
  source: { id: SOURCE.id, name: SOURCE.name },
  account: { id: ACCOUNT.id, name: ACCOUNT.name },
  owner: { id: OWNER.id, name: OWNER.name, alias: OWNER.alias },
}

const SOURCE_ACCOUNT = {
  id: ACCOUNT.id,
  nativeIdentity: 'jdoe',
  displayName: 'jdoe',
  sourceId: SOURCE.id,
  sourceDisplayName: SOURCE.name,
}
const AVAILABLE = { appId: USER_APP.id, appDisplayName: SOURCE_APP.name, sourceAccount: SOURCE_ACCOUNT }

const properties = {
  id: 'Its id: opaque, as it was imported, or of 32 hex digits where it was made here.',
  created: 'When it came to be.',
  modified: 'When it was last changed.',
  hasMultipleAccounts: 'Whether the owner has more than one account on the source.',
  useForPasswordManagement: 'Whether the source has the password feature.',
  provisionRequestEnabled: 'Whether the source app takes provision requests.',
  appCenterEnabled: 'Whether the source app is shown in the app center.',
  sourceApp: 'The app that is used.',
  source: 'The system that the account is on.',
  account: 'The account that is used; absent while none is chosen.',
  owner: 'Who uses it.',
}

const reference = { id: 'Its id.', type: 'What it is.', name: 'Its name; absent where none is known.' }

/** The schemas of the user-apps wire format. */
export const USER_APPS_SCHEMAS: NamedSchema[] = [
  responseSchema('UserApp', {
    schema: UserApp,
    description: 'That an identity uses an app by an account: our own applications are listed too.',
    properties,
    examples: [USER_APP],
  }),
  responseSchema('UserApps', {
    schema: UserApps,
    description: 'A page of user apps, by id.',
    properties: {},
    examples: [[USER_APP]],
  }),
  responseSchema('SourceAppReference', {
    schema: SourceAppOf,
    description: 'A source app, by reference.',
    properties: reference,
    examples: [SOURCE_APP],
  }),
  responseSchema('SourceReference', {
    schema: SourceOf,
    description: 'A source, by reference.',
    properties: reference,
    examples: [SOURCE],
  }),
  responseSchema('AccountReference', {
    schema: AccountOf,
    description: 'An account, by reference.',
    properties: reference,
    examples: [ACCOUNT],
  }),
  responseSchema('OwnerReference', {
    schema: OwnerOf,
    description: 'An identity, by reference.',
    properties: { ...reference, alias: 'What it logs in as; absent where none is known.' },
    examples: [OWNER],
  }),
  responseSchema('AvailableAccount', {
    schema: AvailableAccount,
    description: 'An account that can be chosen for a user app.',
    properties: {
      appId: 'The id of the user app.',
      appDisplayName: 'The name of its source app.',
      sourceAccount: 'The account.',
    },
    examples: [AVAILABLE],
  }),
  responseSchema('AvailableAccounts', {
    schema: AvailableAccounts,
    description: 'A page of accounts, by id.',
    properties: {},
    examples: [[AVAILABLE]],
  }),
  responseSchema('SourceAccount', {
    schema: SourceAccount,
    description: 'An account, and the source that it is on.',
    properties: {
      id: 'Its id.',
      nativeIdentity: 'Its name on the source.',
      displayName: 'The same, to show.',
      sourceId: 'The id of the source.',
      sourceDisplayName: 'The name of the source.',
    },
    examples: [SOURCE_ACCOUNT],
  }),
  requestSchema('AccountPatch', {
    schema: AccountPatch,
    description: 'A JSON Patch, RFC 6902, that chooses the account or takes it away.',
    properties: {},
    examples: [
      [{ op: 'replace', path: '/account', value: { id: ACCOUNT.id, type: 'ACCOUNT' } }],
      [{ op: 'remove', path: '/account' }],
    ],
  }),
  requestSchema('ImportLine', {
    schema: ImportLine,
    description:
      'A user app to import: what the list of an existing tenant gives is one. Unknown members are passed over.',
    properties,
    examples: [LINE],
  }),
  responseSchema('Imported', {
    schema: Imported,
    description: 'How much was imported.',
    properties: {
      imported: 'How many lines were taken.',
      skipped: 'How many were our own applications, which follow from the applications.',
    },
    examples: [{ imported: 250, skipped: 2 }],
  }),
]
