import { expect, test } from 'vitest'
import type { Policy } from '../../src/limiter/limiter.ts'
import { runSimulations, worstWindow } from '../support/limiter/simulation.ts'
import { type Scenario, simulate } from '../support/limiter/world.ts'

const TOKEN: Policy = { name: 'token', capacity: 60, perSecond: 1, shared: true }
const FLOOD = { policy: TOKEN, weather: 'calm', traffic: 'flood', seed: 1 } as const

test('no window exceeds the bound, no node exceeds its own bucket, and a client alone is never refused', async () => {
  const figures = await runSimulations({ seeds: 2 })
  expect(figures.worst).toBeLessThanOrEqual(1)
  expect(figures.ownExcess).toBeLessThan(0.001)
  expect(figures.refusedAlone).toBe(0)
  expect(figures.tooSoon).toBe(0)
  expect(figures.longRun).toBeLessThan(1.1)
  // No bound holds if KV loses confirmed writes. This checks only that the excess stays moderate.
  expect(figures.worstInStorm).toBeLessThan(2)
}, 20_000)

/** Shows that the check can fail: the same traffic exceeds the bound if the design is broken. */
test.each<[string, Scenario, Partial<Scenario>]>([
  [
    'debt is clamped at zero',
    { ...FLOOD, isolates: 10, lives: 'steady', seconds: 2_000 },
    { policy: { ...TOKEN, nodesMax: 1 } },
  ],
  [
    'a node id outlives its node',
    { ...FLOOD, isolates: 2, lives: 'deployed', seconds: 5_000 },
    { keepsNodeIds: true },
  ],
])('the bound is exceeded if %s', async (_, scenario, change) => {
  const intact = await simulate(scenario)
  const broken = await simulate({ ...scenario, ...change })
  expect(worstWindow(intact.grants, TOKEN)).toBeLessThan(1)
  expect(worstWindow(broken.grants, TOKEN)).toBeGreaterThan(2)
})
