import { Refusal } from '../../domain/refusal.ts'
import { databaseFailure } from '../../model/database.ts'

/**
 * Returns the refusal for anything thrown: `unavailable` for a failure of the database, `internal` for a bug.
 */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (databaseFailure(error)) return new Refusal('unavailable', { component: 'database' })
  return new Refusal('internal')
}
