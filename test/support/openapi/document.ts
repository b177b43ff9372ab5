import type { TestProject } from 'vitest/node'
import { readDescriptions } from '../../../src/openapi/descriptions.ts'
import { openApiDocument } from '../../../src/openapi/document.ts'

declare module 'vitest' {
  interface ProvidedContext {
    openapi: ReturnType<typeof openApiDocument>
  }
}

/** Makes the OpenAPI document once, for all that speak HTTP. */
export default async function document({ provide }: TestProject): Promise<void> {
  provide('openapi', openApiDocument('0.0.0', await readDescriptions()))
}
