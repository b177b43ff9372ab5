import type { Assets } from '../http/env.ts'

/** The static files of the worker's own deploy; Cloudflare compresses them on the way. */
export function workerAssets(binding: Fetcher | undefined): Assets {
  return async function find(path) {
    const answer = await binding?.fetch(new URL(path, 'https://assets.invalid'))
    return answer?.ok ? answer : undefined
  }
}
