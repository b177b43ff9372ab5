import * as z from 'zod/mini'

export const Alive = z.strictObject({ status: z.literal('alive') })
export type Alive = z.infer<typeof Alive>

const state = z.enum(['ok', 'does not answer'])

/** The state of each component that a request may need. */
export const Checks = z.strictObject({ settings: state, database: state, kv: state })
export type Checks = z.infer<typeof Checks>

export const Ready = z.strictObject({ status: z.literal('ready'), checks: Checks })
export type Ready = z.infer<typeof Ready>

/** The state of each component, or the names of the invalid settings: then no component is checked. */
export const Unready = z.strictObject({
  status: z.literal('unavailable'),
  checks: z.union([Checks, z.strictObject({ settings: z.array(z.string()) })]),
})
export type Unready = z.infer<typeof Unready>
