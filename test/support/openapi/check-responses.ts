import { afterEach } from 'vitest'
import { takeProblems } from './response-checks.ts'

/** Fails each test in which a response differs from the OpenAPI document. */
afterEach(() => {
  const found = takeProblems()
  if (found.length > 0)
    throw new Error(`The responses differ from the OpenAPI document:\n${found.join('\n')}`)
})
