import { join } from 'node:path'

/** The folder of the migrations, as deep below this file as below the bundle dist/server/node.js. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../migrations')
