import { createApp, createClosedApp } from './http/app.ts'
import { createDeps, logLine } from './platform/deps.ts'
import { readSettings } from './platform/settings.ts'
import { workerAssets } from './platform/worker-assets.ts'

type Bindings = { DB: D1Database; KV: KVNamespace; ASSETS?: Fetcher } & Record<string, unknown>

/** The app of this isolate: all its requests have the same bindings. */
let app: ReturnType<typeof createApp> | undefined

function start(bindings: Bindings): ReturnType<typeof createApp> {
  const settings = readSettings(bindings)
  if ('problems' in settings) return createClosedApp({ log: logLine, now: Date.now }, settings.problems)
  return createApp(createDeps(settings, { ...bindings, assets: workerAssets(bindings.ASSETS) }))
}

export default {
  fetch(request, bindings, context) {
    app ??= start(bindings)
    return app.fetch(
      request,
      { remoteAddress: request.headers.get('CF-Connecting-IP') ?? undefined },
      context,
    )
  },
} satisfies ExportedHandler<Bindings>
