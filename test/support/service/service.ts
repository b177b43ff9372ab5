import { connect } from 'node:net'
import { inject } from 'vitest'
import type { D1 } from '../../../src/model/d1.ts'
import type { Exchange } from '../openapi/exchange-checker.ts'
import { checkExchange } from '../openapi/response-checks.ts'
import { startSelfHosted } from './self-hosted.ts'
import { startWorkerd } from './workerd.ts'

export { goodSettings, ISSUER } from './settings.ts'

/** A started service. `readLogs` updates `logs` up to the last response. */
export type Started = {
  url: string
  db: D1
  /** Every line that the service wrote. */
  logs: string[]
  readLogs: () => void
  stop: () => Promise<void>
}

/** Starts the edition that the project tests, self-hosted ones with options: see `vitest.config.ts`. */
export async function startService(variables: Record<string, string>, ...options: string[]) {
  const edition = inject('edition')
  const started =
    edition === 'workerd'
      ? await startWorkerd(variables)
      : await startSelfHosted(edition, variables, ...options)
  return {
    ...started,
    async fetch(path: string, init?: RequestInit): Promise<Response> {
      const response = await fetch(started.url + path, { redirect: 'manual', ...init })
      started.readLogs()
      return response
    },
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

/** Sends a request that `fetch` would correct or refuse, byte by byte, and returns the response as text. */
export async function sendRaw(service: Service, text: string): Promise<string> {
  const response = await exchangeRaw(new URL(service.url), text)
  checkExchange(rawExchange(text, response))
  return response
}

function rawExchange(request: string, response: string): Exchange {
  const [, method = '', path = ''] = /^(\w+) (\S+)/.exec(request) ?? []
  const [head = '', body = ''] = response.split(/\r\n\r\n(.*)/s)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Headers(lines.map((line) => line.split(/: *(.*)/).slice(0, 2) as [string, string]))
  const whole = headers.get('Transfer-Encoding') === 'chunked' ? undefined : body
  return { method, path, status: Number(statusLine.split(' ')[1]), headers, body: whole }
}

function exchangeRaw({ hostname, port }: URL, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let response = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    const finish = () => {
      socket.destroy()
      resolve(response)
    }
    socket.setEncoding('utf8').on('data', (data) => {
      response += data
      if (isWhole(response)) finish()
    })
    socket.on('end', finish).on('error', reject)
  })
}

/**
 * Whether the response is complete by its length: Deno keeps the connection open until it has the whole
 * refused request.
 */
function isWhole(response: string): boolean {
  const [head = '', body = ''] = response.split(/\r\n\r\n(.*)/s)
  const [, length] = /^content-length: *(\d+)/im.exec(head) ?? []
  return length !== undefined && Buffer.byteLength(body) >= Number(length)
}
