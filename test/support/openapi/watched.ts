/**
 * The services whose answers are held to the OpenAPI document: by origin, the path of the issuer, which
 * stands in paths of metadata.
 */
const watched = new Map<string, string>()

/** From now on, every answer of the service is held to the document. */
export function watch(url: string, issuer?: string): void {
  const { pathname } = new URL(issuer || url)
  watched.set(new URL(url).origin, pathname.replace(/\/$/, ''))
}

/** What the document calls the path, with its query; undefined where another service was asked. */
export function documentedPath({ origin, pathname, search }: URL): string | undefined {
  const issuerPath = watched.get(origin)
  return issuerPath === undefined ? undefined : pathname.replace(issuerPath, '') + search
}
