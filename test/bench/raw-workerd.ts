import { spawn } from 'node:child_process'
import { ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
// @ts-expect-error: workerd ships no types; what of it is used here is the path of its binary.
import workerd from 'workerd'

/**
 * A worker as workerd itself runs it: no wrangler, no miniflare. Bindings are JSON, or text where they are
 * text.
 */
export type Worker = { bundle: string; bindings: Record<string, unknown> }

/**
 * Writes the configuration next to the bundle, where its paths must be, and returns a function that starts
 * workerd.
 */
export function prepareWorkerd(worker: Worker, prefix: string[]) {
  const folder = dirname(worker.bundle)
  const file = join(folder, 'config.capnp')
  writeFileSync(file, configuration(worker))
  return () =>
    start(
      [...prefix, (workerd as { default: string }).default, 'serve', '--control-fd=3', file],
      join(folder, 'log'),
    )
}

async function start([command = '', ...options]: string[], log: string) {
  const output = openSync(log, 'a')
  const child = spawn(command, options, { stdio: ['ignore', output, output, 'pipe'] })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => process.off('exit', end))
  const port = await Promise.race([listening(child.stdio[3] as Readable), ended])
  if (!port) throw new Error(`Cannot start workerd: ${readFileSync(log, 'utf8')}`)
  const stop = () => {
    end()
    return ended
  }
  const dropLogs = () => ftruncateSync(output)
  return { pid: child.pid as number, url: `http://127.0.0.1:${port}`, dropLogs, stop }
}

/** Reads the port from the control channel: `{"event":"listen","socket":"http","port":…}`. */
async function listening(control: Readable): Promise<number> {
  for await (const line of control.setEncoding('utf8')) {
    const [, port] = /"event":"listen".*"port":(\d+)/.exec(line) ?? []
    if (port) return Number(port)
  }
  return 0
}

function configuration({ bundle, bindings }: Worker): string {
  const bound = Object.entries(bindings).map(([name, value]) => {
    const kind = typeof value === 'string' ? 'text' : 'json'
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `(name = ${literal(name)}, ${kind} = ${literal(text)})`
  })
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ${literal(basename(bundle))})],
  compatibilityDate = "2026-10-23",
  bindings = [${bound.join(', ')}]
);`
}

/** Quotes a text for Cap'n Proto's configuration language, which shares these escapes with JSON. */
function literal(text: string): string {
  return JSON.stringify(text)
}
