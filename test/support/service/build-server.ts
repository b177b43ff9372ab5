import { buildServer } from '../../../scripts/build-server.ts'
import { buildIfStale } from './build-if-stale.ts'

/** Builds the file that `npm start` runs. */
export default function build(): Promise<void> {
  return buildIfStale(['dist/server/node.js'], buildServer)
}
