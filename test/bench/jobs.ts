import type { Request } from 'autocannon'

/** What is compared: an exchange, a create, an introspection, and a page of 250 by a filter. */
export const JOBS = ['token', 'create', 'verify', 'list'] as const

export type Job = (typeof JOBS)[number]

/** How many are listed. */
export const PAGE = 250

/** How a server is asked for a job: what a connection sends over and over, and which answer is right. */
export type Task = {
  requests: (connection: number) => Request[]
  status: number
  isRight: (body: string) => boolean
}

/** A server under test. A task is made when its job begins, lest a token expires before. */
export type Subject = {
  name: string
  pid: number
  tasks: Partial<Record<Job, () => Promise<Task>>>
  url: string
  /** Empties the file that the server logs to. */
  dropLogs: () => void
  stop: () => Promise<unknown>
}

/** How many connections ask at once, each as a client of its own. */
export const CONNECTIONS = 32
