import { expect, test } from 'vitest'
import type { Run } from '../bench/load.ts'
import { figure, type Runs, ratios, table } from '../bench/ratios.ts'

const runs = (edition: string, ...of: [rps: number, cpuMicros: number][]): Runs => ({
  edition,
  job: 'token',
  runs: of.map(([rps, cpuMicros]): Run => ({ rps, cpuMicros, p50Ms: 1.26, p99Ms: 3, rssMb: 100 })),
})

const node = runs('node', [1_000, 500], [100, 5_000], [900, 550])
const floor = runs('floor', [2_000, 250], [400, 1_000], [1_200, 440])

test('a ratio is the median of the rounds, and above 1 if the first is better', () => {
  expect(ratios([node, floor])).toEqual([{ ratio: 'node/floor', job: 'token', rps: 0.5, cpu: 0.5 }])
  expect(ratios([node, { ...floor, edition: 'bun' }])).toEqual([
    { ratio: 'bun/node', job: 'token', rps: 2, cpu: 2 },
  ])
})

test('a server that is absent, or does not support a job, has no ratio', () => {
  expect(ratios([node])).toEqual([])
  expect(ratios([node, { ...floor, job: 'list' }])).toEqual([])
})

test('a figure has the medians', () => {
  const { rps, p50Ms, cpuMicros } = figure(node)
  expect({ rps, p50Ms, cpuMicros }).toEqual({ rps: 900, p50Ms: 1.3, cpuMicros: 550 })
})

test('the table has a line per pair, and a dash without a comparison', () => {
  expect(table(ratios([node, floor]))).toBe(`|  | token | create | verify | list |
| --- | --- | --- | --- | --- |
| node / floor | 0.5 (0.5) | – | – | – |`)
})
