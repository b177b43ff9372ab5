import type { Request } from 'autocannon'

/** The compared jobs: an exchange, a create, an introspection, and a page of 250 by a filter. */
export const JOBS = ['token', 'create', 'verify', 'list'] as const

export type Job = (typeof JOBS)[number]

/** The number of listed records. */
export const PAGE = 250

/** A job on a server: the request that a connection repeats, and a check of the response. */
export type Task = {
  requests: (connection: number) => Request[]
  status: number
  isRight: (body: string) => boolean
}

/** A server under test. A task is made when its job begins, so that no token expires before. */
export type Subject = {
  name: string
  pid: number
  tasks: Partial<Record<Job, () => Promise<Task>>>
  url: string
  /** Empties the file that the server logs to. */
  dropLogs: () => void
  stop: () => Promise<unknown>
}

/** The number of simultaneous connections. Each is a client of its own. */
export const CONNECTIONS = 32
