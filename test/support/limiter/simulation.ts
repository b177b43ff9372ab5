import { ALLOWANCE_SHARE, KNOWLEDGE_LAG_MS, type Limit, PUBLISH_SHARE } from '../../../src/limiter/limit.ts'
import type { Policy } from '../../../src/limiter/limiter.ts'
import { ALONE, GREEDY, pick } from './traffic.ts'
import { createRandom } from './virtual-time.ts'
import { type Grant, type Run, type Scenario, START, simulate } from './world.ts'

/**
 * Those of the service, and two more that are shared: one with the shortest refill that may be, one with a
 * long one.
 */
const UNSHARED: Policy[] = [
  { name: 'api', capacity: 100, perSecond: 10, shared: false },
  { name: 'unauthenticated', capacity: 60, perSecond: 1, shared: false },
]
const TOKEN: Policy = { name: 'token', capacity: 60, perSecond: 1, shared: true }
const SHARED: Policy[] = [
  TOKEN,
  { name: 'brief', capacity: 500, perSecond: 10, shared: true },
  { name: 'long', capacity: 600, perSecond: 1, shared: true },
]

const ISOLATES = [1, 2, 5, 10]

const LIVES = ['steady', 'joining', 'dying', 'evicted', 'deployed'] as const

const LONG_RUN_SECONDS = 4 * 3_600

/** Returns the excess that one more node may add: b + rΔ + θ, and its grants before its first import. */
function boundPerLife({ capacity, perSecond }: Limit): number {
  return capacity * (1 + PUBLISH_SHARE + ALLOWANCE_SHARE) + (perSecond * KNOWLEDGE_LAG_MS) / 1_000
}

/**
 * Returns the worst E/bound of any window, where E is the excess over b + r·t, and the bound is that of the N
 * nodes that granted in it. Takes one step per grant and node: a window is identified by its end and the
 * oldest grant in it, and windows with the same end differ in N only where their start passes a node's last
 * grant.
 */
export function worstWindow(grants: Grant[], limit: Limit): number {
  /**
   * The nodes by last grant, oldest first: for each, the best start after the last grant of the previous
   * node.
   */
  const starts: { life: number; best: number }[] = []
  let worst = Number.NEGATIVE_INFINITY
  grants.forEach(({ at, life }, count) => {
    const refilled = ((at - START) / 1_000) * limit.perSecond
    let best = refilled - count
    const index = starts.findIndex((start) => start.life === life)
    if (index >= 0) {
      const [former] = starts.splice(index, 1)
      const heir = starts[index]
      if (heir) heir.best = Math.max(heir.best, former?.best ?? 0)
      else best = Math.max(best, former?.best ?? 0)
    }
    starts.push({ life, best })
    starts.forEach((start, older) => {
      const lives = starts.length - older
      const excess = start.best + count + 1 - refilled - limit.capacity
      if (lives > 1) worst = Math.max(worst, excess / ((lives - 1) * boundPerLife(limit)))
    })
  })
  return worst
}

/** Returns the most that any single node granted above b + r·t, in tokens: always zero. */
function worstOwnExcess(grants: Grant[], { capacity, perSecond }: Limit): number {
  const lives = new Map<number, { at: number; excess: number }>()
  let worst = Number.NEGATIVE_INFINITY
  for (const { at, life } of grants) {
    const state = lives.get(life) ?? { at, excess: 0 }
    state.excess = Math.max(0, state.excess - ((at - state.at) / 1_000) * perSecond) + 1
    state.at = at
    lives.set(life, state)
    worst = Math.max(worst, state.excess - capacity)
  }
  return worst
}

/** The figures of the simulation. */
export type Figures = {
  runs: number
  /** Worst E/bound of any window: at most 1 in fair weather. In a storm no bound is promised. */
  worst: number
  worstInStorm: number
  /** Most tokens that one life granted above b + r·t: none. */
  ownExcess: number
  /**
   * Most that greed got in three hours after the first, as a multiple of the rate: 1, and the excess over
   * three hours.
   */
  longRun: number
  /** Requests of clients alone at 90 % of the rate, and those of them that were refused: none. */
  alone: number
  refusedAlone: number
  /** Writes that KV refused, as the second to a key in a second: none. */
  tooSoon: number
}

/**
 * Plays each number of isolates and kind of life once a seed, with policies, traffic and weather as the seed
 * draws them.
 */
export async function runSimulations({ seeds }: { seeds: number }): Promise<Figures> {
  const figures: Figures = {
    runs: 0,
    worst: 0,
    worstInStorm: 0,
    ownExcess: 0,
    longRun: 0,
    alone: 0,
    refusedAlone: 0,
    tooSoon: 0,
  }
  for (let seed = 1; seed <= seeds; seed++) {
    for (const scenario of scenarios(seed)) note(figures, scenario, await simulate(scenario))
  }
  return figures
}

function* scenarios(seed: number): Generator<Scenario> {
  const random = createRandom(seed)
  const weather = () => pick(random, ['calm', 'slow', 'storm'] as const)
  const draw = () => ({ weather: weather(), seed: Math.floor(random() * 2 ** 32) })
  const greedy = Object.keys(GREEDY) as (keyof typeof GREEDY)[]
  const alone = Object.keys(ALONE) as (keyof typeof ALONE)[]
  for (const isolates of ISOLATES) {
    for (const lives of LIVES) {
      const common = { isolates, lives, seconds: 1_500 }
      yield { ...common, policy: pick(random, SHARED), traffic: pick(random, greedy), ...draw() }
      yield { ...common, policy: pick(random, UNSHARED), traffic: pick(random, greedy), ...draw() }
      yield { ...common, policy: pick(random, SHARED), traffic: pick(random, alone), ...draw() }
    }
  }
  yield {
    policy: TOKEN,
    isolates: 10,
    lives: 'steady',
    traffic: pick(random, greedy),
    seconds: LONG_RUN_SECONDS,
    ...draw(),
  }
}

function note(figures: Figures, scenario: Scenario, { grants, refused, tooSoon }: Run): void {
  const { policy, weather, traffic, seconds } = scenario
  figures.runs++
  figures.tooSoon += tooSoon
  figures.ownExcess = Math.max(figures.ownExcess, worstOwnExcess(grants, policy))
  if (traffic in ALONE) {
    figures.alone += grants.length + refused
    figures.refusedAlone += refused
  }
  if (!policy.shared) return
  const place = weather === 'storm' ? 'worstInStorm' : 'worst'
  figures[place] = Math.max(figures[place], worstWindow(grants, policy))
  if (seconds === LONG_RUN_SECONDS) figures.longRun = Math.max(figures.longRun, longRunFactor(grants, policy))
}

/** Returns the long-run factor, without the first hour, in which debt is made. */
function longRunFactor(grants: Grant[], { perSecond }: Limit): number {
  const later = grants.filter(({ at }) => at - START >= 3_600_000)
  return later.length / (perSecond * (LONG_RUN_SECONDS - 3_600))
}
