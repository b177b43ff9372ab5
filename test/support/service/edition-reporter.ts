import type { Reporter, TestModule } from 'vitest/node'
import { EDITIONS } from './editions.ts'

/** Prints at the end how many tests of the contract suite ran on each edition. */
export default class EditionReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = EDITIONS.map((edition) => {
      const tests = modules
        .filter(({ project }) => project.name === edition)
        .flatMap((module) => [...module.children.allTests()].map((test) => test.result()))
      const ran = tests.filter(({ state }) => state === 'passed' || state === 'failed').length
      const skipped = tests.filter((result) => result.state === 'skipped' && result.note).length
      return `${edition} ${ran}${skipped ? ` (and ${skipped} skipped)` : ''}`
    })
    console.log(`\nContract tests on each edition: ${counts.join(' · ')}\n`)
  }
}
