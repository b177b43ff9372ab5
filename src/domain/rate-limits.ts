import {
  createLimiter,
  type Decision,
  type Limiter,
  type LimiterNeeds,
  type Policy,
} from '../limiter/limiter.ts'
import { Refusal } from './refusal.ts'
import type { VerifiedToken } from './tokens.ts'

/**
 * A policy: `api` limits calls by application or person, `token` exchanges, `unauthenticated` failed
 * authentication by network.
 */
type PolicyName = 'api' | 'token' | 'unauthenticated'

/**
 * The limit of each policy, in tokens and tokens per second. `shared` policies are counted across isolates
 * through KV.
 */
export type Policies = Record<PolicyName, Omit<Policy, 'name'>>

export type RateLimits = Record<PolicyName, Limiter & { policy: Policy }>

/** The decision of one policy about one request. */
export type LimitReport = { policy: Policy; decision: Decision }

/** Creates the limiters of one isolate. */
export function createRateLimits(needs: LimiterNeeds, policies: Policies): RateLimits {
  const limiter = (name: PolicyName) => {
    const policy = { name, ...policies[name] }
    return { ...createLimiter(needs, policy), policy }
  }
  return { api: limiter('api'), token: limiter('token'), unauthenticated: limiter('unauthenticated') }
}

/** The limits as one request meets them. */
export type RequestLimits = {
  limiters: RateLimits
  /** The caller's network: an IPv4 address, or an IPv6 prefix of 64 bits. */
  network: string
  /** Whether the request only reads: reads continue when the limiter itself fails. */
  isRead: boolean
  /** Called with each decision, for the response's headers. */
  report: (report: LimitReport) => void
  /** Called with an error of the limiter itself, which is a bug of ours. */
  onError: (error: unknown) => void
  /** Keeps work alive after the response. */
  defer: (work: Promise<void>) => void
}

/**
 * Charges a call to the application that a valid token names, else to its person.
 * @throws {Refusal} rate_limited, unavailable
 */
export function admitCaller(limits: RequestLimits, token: VerifiedToken): Promise<void> {
  return take(limits, 'api', limitKeyOf(token))
}

/**
 * Charges a request without a valid token to the caller's network.
 * @throws {Refusal} rate_limited, unavailable
 */
export function chargeUnauthenticated(limits: RequestLimits): Promise<void> {
  return take(limits, 'unauthenticated', limits.network)
}

/**
 * Charges an attempt to authenticate to the client and its network together, so that no network exhausts
 * another's bucket. Refuses at once if the network has failed too often.
 * @throws {Refusal} rate_limited, unavailable
 */
export async function admitClient(
  limits: RequestLimits,
  policy: 'token' | 'api',
  clientId: string,
): Promise<void> {
  await guarded(limits, () => {
    const { unauthenticated } = limits.limiters
    const decision = unauthenticated.peek(limits.network, 1)
    if (!decision.granted) refuse(limits, { policy: unauthenticated.policy, decision })
  })
  await take(limits, policy, `${clientId} ${limits.network}`)
}

/** Charges a failed authentication of a client to its network. */
export function chargeFailure({ limiters, network, defer }: RequestLimits): void {
  limiters.unauthenticated.charge(network, 1, defer)
}

async function take(limits: RequestLimits, name: PolicyName, key: string): Promise<void> {
  await guarded(limits, async () => {
    const { policy, ...limiter } = limits.limiters[name]
    const report = { policy, decision: await limiter.take(key, 1, limits.defer) }
    if (!report.decision.granted) refuse(limits, report)
    limits.report(report)
  })
}

function refuse(limits: RequestLimits, report: LimitReport): never {
  limits.report(report)
  throw new Refusal('rate_limited', { retryAfterSeconds: report.decision.retryAfterSeconds })
}

/**
 * Lets reads continue when the limiter fails, and refuses everything else.
 * @throws {Refusal} rate_limited, unavailable
 */
async function guarded(limits: RequestLimits, work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    limits.onError(cause)
    if (!limits.isRead) throw new Refusal('unavailable', { component: 'limiter' }, { cause })
  }
}

/**
 * Returns the key of the `api` bucket. Each application has its own, so that an owner's programs do not slow
 * each other down.
 */
function limitKeyOf(token: VerifiedToken): string {
  return token.kind === 'own' ? token.clientId : `${token.issuer.issuer} ${token.subject}`
}
