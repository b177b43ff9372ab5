/** The runtimes of the service. */
export const EDITIONS = ['workerd', 'node', 'bun', 'deno'] as const

export type Edition = (typeof EDITIONS)[number]

declare module 'vitest' {
  interface ProvidedContext {
    edition: Edition
  }
}
