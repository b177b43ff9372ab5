import type { Description } from '../describe/operation.ts'
import { queryParameter } from '../describe/parameters.ts'
import { requestSchema, responseSchema } from '../describe/schemas.ts'
import { PATHS } from '../paths.ts'
import { USER_APP_PROPERTIES } from '../user-apps/described-schemas.ts'
import { ImportLine } from './import-line.ts'
import { Imported } from './responses.ts'

const LINE = {
  id: '2c91808874ff91550175097daaec161c',
  created: '2020-10-08T18:33:52.029Z',
  sourceApp: { id: 'edcb0951812949d085b60cd8bf35bc78', name: 'test-app' },
  source: { id: '9870808a7190d06e01719938fcd20792', name: 'test-source' },
  account: { id: '85d173e7d57e496569df763231d6deb6', name: 'test account' },
  owner: { id: '2c9180827ca885d7017ca8ce28a000eb', name: 'John', alias: 'John.Doe' },
}

export const description: Description = {
  tags: [],
  operations: [
    {
      method: 'post',
      path: PATHS.userAppsImport,
      id: 'importUserApps',
      tag: 'Administration',
      summary: 'Import user apps',
      description:
        'One JSON object per line. A request is stored as a whole or not at all; an error names the line. Repeating an import changes nothing.',
      access: { bearer: ['admin'] },
      parameters: [
        queryParameter('firstLine', 'The number of the first line, if the body is a part of a file.', {
          type: 'integer',
          minimum: 0,
          maximum: 999_999_999_999,
          default: 1,
        }),
        queryParameter(
          'issuer',
          'The issuer of the owners. Only people who sign in with its tokens become owners. The default is the only trusted issuer with `claims.id`; if several have it, owners stay unclaimed.',
          { type: 'string', format: 'uri' },
        ),
      ],
      body: { types: ['application/x-ndjson'], schema: ImportLine },
      responses: { 200: { description: 'All lines are stored.', schema: Imported } },
      refuses: [
        'body_type_unsupported',
        'import_issuer_unknown',
        'import_owner_foreign',
        'import_line_invalid',
        'import_line_not_json',
        'import_line_too_long',
      ],
    },
  ],
  schemas: [
    requestSchema('ImportLine', {
      schema: ImportLine,
      description:
        'A user app to import, as the list of an existing tenant returns it. Unknown members are ignored.',
      properties: USER_APP_PROPERTIES,
      examples: [LINE],
    }),
    responseSchema('Imported', {
      schema: Imported,
      description: 'The result of an import.',
      properties: {
        imported: 'The number of lines that were imported.',
        skipped: 'The number of lines for our own applications, which cannot be imported.',
      },
      examples: [{ imported: 250, skipped: 2 }],
    }),
  ],
}
