/** Builds what `npm start` runs, once for all tests. */
export { buildServer as default } from '../../../scripts/build-server.ts'
