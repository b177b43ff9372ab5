import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDescriptions } from '../src/openapi/descriptions.ts'
import { openApiDocument } from '../src/openapi/document.ts'

/** Writes the OpenAPI document of this version into the folder. */
export async function writeDocument(folder: string): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const document = openApiDocument(version, await readDescriptions())
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document))
}
