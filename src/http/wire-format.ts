/** How errors are told: each path has the way of its wire format. */
export type WireFormat = 'user-applications' | 'user-apps' | 'oauth'

/** By the path as it is routed. */
export function wireFormatOf(path: string): WireFormat {
  if (/^\/(oauth|api\/v2)\//.test(path)) return 'oauth'
  if (/^(\/beta|\/v20\d\d)?\/user-apps(\/|$)/.test(path)) return 'user-apps'
  return 'user-applications'
}
