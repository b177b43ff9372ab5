import { beforeEach, inject } from 'vitest'
import type { Edition } from './editions.ts'

/** The tests of the contract suite that do not apply to an edition, and the reasons. */
export const SKIPPED_TESTS: { editions: Edition[]; test: RegExp; why: string }[] = [
  {
    editions: ['node', 'bun', 'deno'],
    test: /^the command > (?!imports a file|resumes where it was killed)/,
    why: 'they test npm run import, mostly against a stand-in, so the edition of the service makes no difference',
  },
]

beforeEach(({ task, skip }) => {
  const edition = inject('edition')
  const name = `${task.suite?.name} > ${task.name}`
  const found = SKIPPED_TESTS.find(({ editions, test }) => editions.includes(edition) && test.test(name))
  if (found) skip(found.why)
})
