import type { DatabaseSync } from 'node:sqlite'
import { DEVELOPMENT_ISSUER } from '../domain/development-issuer.ts'
import { isLoopback, isLoopbackUrl } from '../lib/loopback.ts'
import { readDevVars } from './dev-vars.ts'
import { environment } from './environment.ts'
import { ensureLocalKeys } from './local-keys.ts'

/**
 * Returns the variables for development: those of the environment, then those of `.dev.vars`, and keys that
 * this creates. Everyone who reaches such a service can be any user, so it must not look like a real one.
 * @throws {Error} if a variable belongs to a service that others reach
 */
export async function developmentVariables(urlHost: string, port: number): Promise<NodeJS.Dict<string>> {
  const given = Object.fromEntries(Object.entries(environment()).filter(([, value]) => value))
  requireTrial({ ...readDevVars(), ...given }, urlHost)
  return { ISSUER: `http://${urlHost}:${port}`, ...(await ensureLocalKeys()), ...given }
}

function requireTrial({ ISSUER, TRUSTED_ISSUERS }: NodeJS.Dict<string>, urlHost: string): void {
  if (!isLoopback(urlHost)) throw refusal('HOST is not a loopback address', 'Remove HOST or --development')
  if (ISSUER && !isLoopbackUrl(ISSUER))
    throw refusal('ISSUER is not a loopback address', 'Remove ISSUER or --development')
  if (TRUSTED_ISSUERS) throw refusal('TRUSTED_ISSUERS is set', 'Remove TRUSTED_ISSUERS or --development')
}

/**
 * Refuses a database of a service that has trusted another issuer. It may lack the latest migrations.
 * @throws {Error} if an identity is another issuer's
 */
export function requireTrialDatabase(file: DatabaseSync): void {
  const columns = file.prepare("select name from pragma_table_info('identities')").all()
  const issuers = ['issuer', 'import_issuer'].filter((name) => columns.some((column) => column.name === name))
  for (const column of issuers) {
    const found = file
      .prepare(`select 1 from identities where ${column} <> ? limit 1`)
      .get(DEVELOPMENT_ISSUER)
    if (found)
      throw refusal(
        'the database has people of another issuer',
        'Set DATA_DIR to another folder, or remove --development',
      )
  }
}

function refusal(reason: string, remedy: string): Error {
  return new Error(`--development is for a trial on this machine, but ${reason}. ${remedy}.`)
}
