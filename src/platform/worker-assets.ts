import type { Assets } from '../http/env.ts'

/** The static files of the worker's own deploy; Cloudflare compresses them on the way. */
export function workerAssets(binding: Fetcher | undefined): Assets {
  return async function find(path) {
    const url = new URL(path, 'https://assets.invalid')
    // A path that walks is none of a file's.
    if (url.pathname !== path) return undefined
    const answer = await binding?.fetch(url)
    return answer?.ok ? answer : undefined
  }
}
