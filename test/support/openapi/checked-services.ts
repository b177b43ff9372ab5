/**
 * The services whose responses are compared with the OpenAPI document: by origin, the path of the issuer,
 * which is part of metadata paths.
 */
const checkedServices = new Map<string, string>()

/** Starts to compare every response of the service with the document. */
export function checkService(url: string, issuer?: string): void {
  const { pathname } = new URL(issuer || url)
  checkedServices.set(new URL(url).origin, pathname.replace(/\/$/, ''))
}

/** Returns the path in the document's terms, with its query; undefined for another service. */
export function documentedPath({ origin, pathname, search }: URL): string | undefined {
  const issuerPath = checkedServices.get(origin)
  return issuerPath === undefined ? undefined : pathname.replace(issuerPath, '') + search
}
