import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { readAddress } from './address.ts'
import { DEV_VARS_FILE } from './dev-vars.ts'
import { environment } from './environment.ts'
import { MIGRATIONS_FOLDER } from './migrations-folder.ts'
import type { Options } from './options.ts'
import { readSettings, SETTING_NAMES } from './settings.ts'
import { SITE_FOLDER } from './site-folder.ts'
import { dataFolder } from './sqlite/store.ts'

/** The variables that are no settings of the application. */
const ADDRESS_AND_DATA = ['HOST', 'PORT', 'DATA_DIR']

/**
 * Returns Deno's permissions for the service with the settings of the environment: its own files, its own
 * variables, the address to listen on, and the hosts of the issuers' keys.
 * @throws if the address or the folder of the data is invalid
 */
export function denoPermissions({ isDevelopment }: Options): string[] {
  const writable = [...dataFolders(), ...(isDevelopment ? [resolve(DEV_VARS_FILE)] : [])]
  return [
    '--allow-sys=umask',
    allow('env', [...SETTING_NAMES, ...ADDRESS_AND_DATA]),
    allow('read', [...writable, MIGRATIONS_FOLDER, SITE_FOLDER]),
    allow('write', writable),
    network(),
  ]
}

/** Returns the folder of the data. If it is a link, SQLite opens the files by their real path. */
function dataFolders(): string[] {
  const folder = resolve(dataFolder())
  return [...new Set([folder, realpathSync(folder)])]
}

/** Allows the hosts of the issuers' keys, or every host if the metadata of an issuer names its keys. */
function network(): string {
  const { urlHost, port } = readAddress()
  const settings = readSettings(environment())
  const issuers = 'problems' in settings ? [] : (settings.TRUSTED_ISSUERS ?? [])
  const hosts = issuers.flatMap(({ jwksUri }) => (jwksUri ? [hostAndPort(jwksUri)] : []))
  return hosts.length < issuers.length ? '--allow-net' : allow('net', [`${urlHost}:${port}`, ...hosts])
}

function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}

/** Returns a permission for some values. Deno reads two commas as one that is part of a value. */
function allow(name: string, values: string[]): string {
  return `--allow-${name}=${values.map((value) => value.replaceAll(',', ',,')).join(',')}`
}
