import * as z from 'zod/mini'

export const Imported = z.strictObject({ imported: z.int(), skipped: z.int() })
export type Imported = z.infer<typeof Imported>
