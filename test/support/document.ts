import type { TestProject } from 'vitest/node'
import { openApiDocument } from '../../src/openapi/document.ts'

declare module 'vitest' {
  interface ProvidedContext {
    openapi: ReturnType<typeof openApiDocument>
  }
}

/** Makes the OpenAPI document once, for all that speak HTTP. */
export default function document({ provide }: TestProject): void {
  provide('openapi', openApiDocument('0.0.0'))
}
