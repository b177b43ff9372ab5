const DEVELOPMENT = '--development'

/** The options of a self-hosted edition on the command line. */
export type Options = { isDevelopment: boolean }

/** Reads the options of a self-hosted edition. @throws {Error} if one is unknown */
export function readOptions(given: string[]): Options {
  const unknown = given.find((option) => option !== DEVELOPMENT)
  if (unknown !== undefined) {
    throw new Error(
      `Unknown option ${JSON.stringify(unknown)}. The only option is ${DEVELOPMENT}; settings are environment variables.`,
    )
  }
  return { isDevelopment: given.length > 0 }
}
