import { readdirSync, readFileSync } from 'node:fs'

/** Returns the statements of all migrations, in order. */
export function migrations(): string[] {
  return readdirSync('migrations')
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => readFileSync(`migrations/${file}`, 'utf8').split('--> statement-breakpoint'))
}
