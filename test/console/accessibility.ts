import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Visit } from './visit.ts'

/** The rules of WCAG 2.2 AA that a machine can check. */
export const WCAG_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The minified library: half the text to send and to parse. */
const { source } = createRequire(import.meta.url)('axe-core/axe.min.js') as { source: string }

/**
 * Returns the violations of the rules in what the page shows now. The browser lists only violations, since a
 * list of all elements that pass takes long to make.
 */
export async function violations({ page }: Visit, rules: string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(source)
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })
  const found = await page.evaluate(`axe.run(${options}).then(({ violations }) => violations)`)
  return (found as AxeResults['violations']).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join()}: ${failureSummary}`),
  )
}
