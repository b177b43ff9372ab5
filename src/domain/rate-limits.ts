import {
  createLimiter,
  type Decision,
  type Limiter,
  type LimiterNeeds,
  type Policy,
} from '../limiter/limiter.ts'
import { Refusal } from './refusal.ts'
import type { VerifiedToken } from './tokens.ts'

/** What is limited, each by its own buckets: calls by whom the token names, exchanges, and failures of authentication. */
export type PolicyName = 'api' | 'token' | 'unauthenticated'

/** The limit of each policy, in tokens and tokens a second; `shared` where isolates should count together. */
export type Policies = Record<PolicyName, Omit<Policy, 'name'>>

export type RateLimits = Record<PolicyName, Limiter & { policy: Policy }>

/** What a request was told by one policy. */
export type LimitReport = { policy: Policy; decision: Decision }

/** Makes the limiters of one isolate. */
export function createRateLimits(needs: LimiterNeeds, policies: Policies): RateLimits {
  const limiter = (name: PolicyName) => {
    const policy = { name, ...policies[name] }
    return { ...createLimiter(needs, policy), policy }
  }
  return { api: limiter('api'), token: limiter('token'), unauthenticated: limiter('unauthenticated') }
}

/** How one request meets the limits: from where it comes, and who is told what it was told. */
export type RequestLimits = {
  limits: RateLimits
  /** The network that the request comes from: an IPv4 address, or an IPv6 prefix of 64 bits. */
  network: string
  report: (told: LimitReport) => void
  defer: (work: Promise<void>) => void
}

/** Lets the bearer of a good token pass. @throws {Refusal} rate_limited */
export function admitCaller(gate: RequestLimits, token: VerifiedToken): Promise<void> {
  return take(gate, 'api', limitKeyOf(token))
}

/** Counts a request without a token, or with a bad one. @throws {Refusal} rate_limited */
export function chargeUnauthenticated(gate: RequestLimits): Promise<void> {
  return take(gate, 'unauthenticated', gate.network)
}

/** Lets an exchange try: by client and network, so that nobody locks another out, and while the network has not failed too often. @throws {Refusal} rate_limited */
export function admitClient(gate: RequestLimits, clientId: string): Promise<void> {
  return admit(gate, 'token', clientId)
}

/** The same for a client that asks about tokens or revokes them: as often as it may call the API. @throws {Refusal} rate_limited */
export function admitProtectedResource(gate: RequestLimits, clientId: string): Promise<void> {
  return admit(gate, 'api', clientId)
}

async function admit(gate: RequestLimits, name: PolicyName, clientId: string): Promise<void> {
  const { unauthenticated } = gate.limits
  const decision = unauthenticated.peek(gate.network, 1)
  if (!decision.granted) refuse(gate, { policy: unauthenticated.policy, decision })
  await take(gate, name, `${clientId} ${gate.network}`)
}

/** Charges the network for an exchange that failed. */
export function chargeFailure({ limits, network, defer }: RequestLimits): void {
  limits.unauthenticated.charge(network, 1, defer)
}

async function take(gate: RequestLimits, name: PolicyName, subject: string): Promise<void> {
  const { policy, ...limiter } = gate.limits[name]
  const told = { policy, decision: await limiter.take(subject, 1, gate.defer) }
  if (!told.decision.granted) refuse(gate, told)
  gate.report(told)
}

function refuse(gate: RequestLimits, told: LimitReport): never {
  gate.report(told)
  throw new Refusal('rate_limited', { retryAfterSeconds: told.decision.retryAfterSeconds })
}

/** The application, else the person: an owner's programs do not slow each other down. */
function limitKeyOf(token: VerifiedToken): string {
  return token.kind === 'own' ? token.clientId : `${token.issuer.issuer} ${token.subject}`
}
