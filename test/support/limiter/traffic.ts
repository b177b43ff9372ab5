import type { Limit } from '../../../src/limiter/limit.ts'

/**
 * A client at one isolate's door, `at` seconds after the start: it takes a token after another, `tries` at
 * most, until refused.
 */
export type Visit = { at: number; isolate: number; tries: number }

/** The parameters of a traffic pattern. */
type Plan = { limit: Limit; isolates: number; seconds: number; random: () => number }

export type Pattern = (plan: Plan) => Generator<Visit>

/** Greedy clients: whatever an isolate has, they take. */
export const GREEDY = {
  flood: (plan) => everySecond(plan, () => true),

  *hop(plan) {
    const stays = hops(plan, () => 1 + plan.random() * 40)
    for (let at = 0; at < plan.seconds; at++)
      yield { at, isolate: stays(at), tries: Number.POSITIVE_INFINITY }
  },

  /** Sends to all isolates at once, then pauses for a part or a multiple of the refill time of a bucket. */
  pulse(plan) {
    const on = pick(plan.random, [1, 5, 30, 70, 100])
    const off = pick(plan.random, [0.25, 0.5, 1, 2, 3]) * refillSeconds(plan.limit)
    return everySecond(plan, (at) => at % (on + off) < on)
  },

  /** Pauses just before the counts of the others are due, until a quarter or more has refilled. */
  ambush(plan) {
    const on = 60 + Math.floor(plan.random() * 45)
    const off = pick(plan.random, [0.25, 0.3, 0.5, 1]) * refillSeconds(plan.limit)
    return everySecond(plan, (at) => at % (on + off) < on)
  },

  /** Sends to all isolates but one, a different one each time. */
  sweep(plan) {
    const step = 5 + Math.floor(plan.random() * 60)
    return everySecond(plan, (at, isolate) => Math.floor(at / step) % plan.isolates !== isolate)
  },

  *random(plan) {
    const { limit, isolates, seconds, random } = plan
    for (let at = 0, rate = 0; at < seconds; at += -Math.log(1 - random()) / rate) {
      if (rate === 0 || random() < 0.02) rate = limit.perSecond * (0.05 + 4 * random())
      yield { at, isolate: Math.floor(random() * isolates), tries: 1 + Math.floor(random() * 3) }
    }
  },
} satisfies Record<string, Pattern>

/** One client alone, at 90 % of the rate, as a load balancer may spread it. */
export const ALONE = {
  turns: (plan) => steady(plan, (_, turn) => turn % plan.isolates),
  spread: (plan) => steady(plan, () => Math.floor(plan.random() * plan.isolates)),
  mostlyOne: (plan) => steady(plan, () => Math.max(0, Math.floor((plan.random() * 5 - 4) * plan.isolates))),
  stays(plan) {
    return steady(
      plan,
      hops(plan, () => plan.random() * 200),
    )
  },
} satisfies Record<string, Pattern>

/** Picks one of some values, all with the same probability. */
export function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T
}

function* everySecond(plan: Plan, isThere: (at: number, isolate: number) => boolean): Generator<Visit> {
  for (let at = 0; at < plan.seconds; at++) {
    for (let isolate = 0; isolate < plan.isolates; isolate++) {
      if (isThere(at, isolate)) yield { at, isolate, tries: Number.POSITIVE_INFINITY }
    }
  }
}

function* steady(plan: Plan, isolateAt: (at: number, turn: number) => number): Generator<Visit> {
  const step = 1 / (0.9 * plan.limit.perSecond)
  for (let turn = 0; turn * step < plan.seconds; turn++) {
    const at = (turn + plan.random() / 2) * step
    yield { at, isolate: isolateAt(at, turn), tries: 1 }
  }
}

/** Stays at an isolate for a while, then moves to any other. */
function hops({ isolates, random }: Plan, staySeconds: () => number): (at: number) => number {
  let isolate = 0
  let until = 0
  return (at) => {
    if (at >= until) {
      isolate = Math.floor(random() * isolates)
      until = at + staySeconds()
    }
    return isolate
  }
}

function refillSeconds({ capacity, perSecond }: Limit): number {
  return Math.ceil(capacity / perSecond)
}
