const DEVELOPMENT = '--development'

const USAGE = `Usage: npm start [-- ${DEVELOPMENT}], also as start:bun and start:deno
Serves until it is stopped, with settings from the environment: see docs/configuration.md. ${DEVELOPMENT} needs no settings,
and trusts everyone on this machine: see docs/self-hosting.md.`

/** The options of a self-hosted edition on the command line. */
export type Options = { isDevelopment: boolean }

/**
 * Reads the options of a self-hosted edition. For `--help`, it prints the usage and exits.
 * @throws {Error} if one is unknown
 */
export function readOptions(given: string[]): Options {
  if (given.some((option) => option === '--help' || option === '-h')) {
    console.log(USAGE)
    process.exit(0)
  }
  const unknown = given.find((option) => option !== DEVELOPMENT)
  if (unknown !== undefined) {
    throw new Error(
      `Unknown option ${JSON.stringify(unknown)}. The only option is ${DEVELOPMENT}; settings are environment variables.`,
    )
  }
  return { isDevelopment: given.length > 0 }
}
