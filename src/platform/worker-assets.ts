import type { Assets } from '../http/env.ts'

/** Makes the static files of the worker's deployment available. Cloudflare compresses them on the way out. */
export function workerAssets(binding: Fetcher | undefined): Assets {
  return async function find(path) {
    const url = new URL(path, 'https://assets.invalid')
    // A path with `..` or an escape is not the name of a file.
    if (url.pathname !== path) return undefined
    const response = await binding?.fetch(url)
    return response?.ok ? response : undefined
  }
}
