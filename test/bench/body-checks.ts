/** Checks the form of responses. Every response is checked, so it must be cheap. */

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Whether the body is a bearer token, RFC 6749 section 5.1, that is a JWT. */
export function isToken(body: string): boolean {
  const { access_token, token_type } = parsed(body)
  return token_type === 'Bearer' && typeof access_token === 'string' && JWT.test(access_token)
}

/** Whether the body is an active token of an application, RFC 7662 section 2.2. */
export function isActive(body: string): boolean {
  const { active, client_id } = parsed(body)
  return active === true && typeof client_id === 'string'
}

/** Whether the body is a created client with an unguessable secret, under the names of the wire format. */
export function isClient(body: string, id: string, secret: string): boolean {
  const client = parsed(body)
  return typeof client[id] === 'string' && String(client[secret]).length >= 32
}

/**
 * Whether the body is an array of `count` objects that contain the mark once each. Chunks may split a name.
 */
export function isList(body: string, mark: string, count: number): boolean {
  if (!body.startsWith('[{') || !body.endsWith('}]')) return false
  let found = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) found++
  return found === count
}

function parsed(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
