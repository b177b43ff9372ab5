/**
 * The rate limit of one key: at most b + r·t tokens in any t seconds, where b is the capacity and r is
 * `perSecond`.
 */
export type Limit = {
  capacity: number
  perSecond: number
  /** The number of nodes whose overspending a debt can hold; {@link NODES_MAX} by default. */
  nodesMax?: number
}

/** D: the longest time until every node can see a write to KV. Cloudflare documents "60 seconds or more". */
const PROPAGATION_MS = 60_000

/**
 * P: the shortest time between a node's publishes. KV allows a write a second and key, and each one costs.
 */
export const PUBLISH_EVERY_MS = 10_000

/** Pᵢ: the shortest time between a node's imports. A shorter one costs more and gains little, given D. */
export const IMPORT_EVERY_MS = 30_000

/** Δ = P + D + Pᵢ: the longest time until a node knows what another node granted. */
export const KNOWLEDGE_LAG_MS = PUBLISH_EVERY_MS + PROPAGATION_MS + IMPORT_EVERY_MS

/** θ, as a share of the capacity: fewer tokens than this are not worth a write or a read. */
export const PUBLISH_SHARE = 1 / 10

/**
 * The share of the capacity that a node grants without a recent import. It is above θ, so that the import
 * that θ causes usually comes first.
 */
export const ALLOWANCE_SHARE = 1 / 4

/**
 * N_max: three times the nodes of the simulation. A flood over more nodes overspends more than a debt can
 * hold. With 60 tokens and 1 a second, the debt of 32 nodes takes 83 minutes to pay.
 */
const NODES_MAX = 32

/** The shortest time that a count is stored, so that a slow node is not forgotten. */
const COUNT_TTL_SECONDS_MIN = 600

/** Whether sharing pays. A bucket that refills within Δ/2 (50 s) is full before its node knows of others. */
export function isShareable({ capacity, perSecond }: Limit): boolean {
  return (capacity / perSecond) * 1_000 >= KNOWLEDGE_LAG_MS / 2
}

/** Returns the lowest level that imports cause: −(N_max − 1)(b + rΔ), all that other nodes can overspend. */
export function debtFloor({ capacity, perSecond, nodesMax = NODES_MAX }: Limit): number {
  return -(nodesMax - 1) * (capacity + (perSecond * KNOWLEDGE_LAG_MS) / 1_000)
}

/**
 * Returns how long a count is stored: until every debt that it can add to is paid, because nodes that are
 * created later learn of that debt only from counts.
 */
export function countTtlSeconds(limit: Limit): number {
  return Math.ceil(Math.max(COUNT_TTL_SECONDS_MIN, -debtFloor(limit) / limit.perSecond))
}
