import { createLimiter, type Decision, type Limiter, type Policy } from '../../../src/limiter/limiter.ts'
import { ALONE, GREEDY, type Pattern } from './traffic.ts'
import { createVirtualKv, type Weather } from './virtual-kv.ts'
import { type Clock, createClock, createRandom } from './virtual-time.ts'

/** The start of every run, in epoch milliseconds. */
export const START = Date.UTC(2026, 0, 1)

/** The fates of isolates: the end of a node's life, in epoch milliseconds. */
const LIFE_ENDS = {
  steady: () => Number.POSITIVE_INFINITY,
  /** Isolates join at any time. */
  joining: () => Number.POSITIVE_INFINITY,
  /** Isolates end and come back. */
  dying: ({ clock, random }) => clock.now() + 20_000 + random() * 600_000,
  /** Isolates evict the key for other keys. */
  evicted: ({ clock, random }) => clock.now() + random() * 200_000,
  /** Ends all isolates at half-time, as in a deployment. */
  deployed({ clock, scenario }) {
    const halfTime = START + scenario.seconds * 500
    return clock.now() < halfTime ? halfTime : Number.POSITIVE_INFINITY
  },
} satisfies Record<string, (world: World) => number>

/**
 * The bound is promised in fair weather: as long as KV loses nothing that it confirmed, and does not fail.
 */
const WEATHER = {
  calm: { spreadMs: (random) => random() * 60_000, loses: 0, fails: 0, hangs: 0 },
  slow: { spreadMs: () => 60_000, loses: 0, fails: 0, hangs: 0 },
  storm: { spreadMs: (random) => random() * 60_000, loses: 0.1, fails: 0.1, hangs: 0.05 },
} satisfies Record<string, Weather>

const TRAFFIC: Record<keyof typeof GREEDY | keyof typeof ALONE, Pattern> = { ...GREEDY, ...ALONE }

/** One run; the seed draws all its chances. */
export type Scenario = {
  policy: Policy
  isolates: number
  lives: keyof typeof LIFE_ENDS
  weather: keyof typeof WEATHER
  traffic: keyof typeof TRAFFIC
  seconds: number
  seed: number
  /** Breaks the design: all nodes of an isolate have one id. */
  keepsNodeIds?: boolean
}

/** A token that was granted: when, and by which life of the key in which isolate. */
export type Grant = { at: number; life: number }

/**
 * The result of a run. `tooSoon` counts the writes that KV refused as the second to a key within a second.
 */
export type Run = { grants: Grant[]; refused: number; tooSoon: number }

type World = {
  scenario: Scenario
  clock: Clock
  random: () => number
  namespaces: KVNamespace[]
  lives: number
}
type Isolate = { limiter: Limiter; life: number; joinsAt: number; endsAt: number; die(): void }

/** Plays a scenario with the real limiter, in virtual time. */
export async function simulate(scenario: Scenario): Promise<Run> {
  const { policy: limit, isolates, seconds, seed } = scenario
  const random = createRandom(seed)
  const clock = createClock(START)
  const kv = createVirtualKv(clock, random, WEATHER[scenario.weather], isolates)
  const places = Array.from({ length: isolates }, (_, place) => place)
  const world: World = { scenario, clock, random, namespaces: places.map(kv.at), lives: 0 }
  const all = places.map((place) => createIsolate(world, place))
  const run: Run = { grants: [], refused: 0, tooSoon: 0 }

  for (const visit of TRAFFIC[scenario.traffic]({ limit, isolates, seconds, random })) {
    await clock.passUntil(START + Math.round(visit.at * 1_000))
    const isolate = liveOn(world, all, visit.isolate)
    if (clock.now() >= isolate.joinsAt) takeMany(isolate, visit.tries, clock, run)
  }
  await clock.passUntil(clock.now() + 1_000)
  return { ...run, tooSoon: kv.refused() }
}

function createIsolate(world: World, place: number): Isolate {
  const { scenario, clock, random, namespaces } = world
  const life = world.lives++
  let alive = true
  const die = () => {
    alive = false
  }
  const limiter = createLimiter(
    {
      kv: namespaces[place],
      now: clock.now,
      hash: async (subject) => subject,
      failures: { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 },
      nodeId: () => (scenario.keepsNodeIds ? `place-${place}` : String(random())),
      timers: timersWhile(() => alive, clock),
      keysMax: 2,
    },
    scenario.policy,
  )
  const joinsAt =
    scenario.lives === 'joining' && place > 0 ? START + random() * scenario.seconds * 700 : START
  return { limiter, life, joinsAt, endsAt: LIFE_ENDS[scenario.lives](world), die }
}

/** Returns timers whose work stops when the isolate ends. */
function timersWhile(isAlive: () => boolean, clock: Clock) {
  function whileAlive<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then((value) => isAlive() && resolve(value)).catch((error) => isAlive() && reject(error))
    })
  }
  async function fail(ms: number): Promise<never> {
    await clock.sleep(ms)
    throw new Error(`No response in ${ms} ms`)
  }
  return {
    sleep: (ms: number) => whileAlive(clock.sleep(ms)),
    withTimeout: <T>(ms: number, work: Promise<T>) => whileAlive(Promise.race([work, fail(ms)])),
  }
}

const SUBJECT = 'client'

/** Returns the isolate at a place, after its fate has happened. */
function liveOn(world: World, all: Isolate[], place: number): Isolate {
  const isolate = all[place] as Isolate
  if (world.clock.now() < isolate.endsAt) return isolate
  if (world.scenario.lives === 'evicted') {
    isolate.endsAt = LIFE_ENDS.evicted(world)
    if (crowdOut(isolate.limiter)) isolate.life = world.lives++
    return isolate
  }
  isolate.die()
  const successor = createIsolate(world, place)
  all[place] = successor
  return successor
}

/** Fills a cache of two keys with two others, so that ours is evicted unless it is in debt. */
function crowdOut(limiter: Limiter): boolean {
  for (const other of ['one', 'another']) void limiter.take(other, 1, () => {})
  return limiter.peek(SUBJECT, 1).resetSeconds === 0
}

function takeMany({ limiter, life }: Isolate, tries: number, clock: Clock, run: Run): void {
  const note = ({ granted }: Decision) => {
    if (granted) run.grants.push({ at: clock.now(), life })
    else run.refused++
  }
  for (let left = tries; left > 0; left--) {
    const decision = limiter.take(SUBJECT, 1, clock.stir)
    if (decision instanceof Promise) {
      clock.stir()
      void decision.then(note)
    } else {
      note(decision)
      if (!decision.granted) return
    }
  }
}
