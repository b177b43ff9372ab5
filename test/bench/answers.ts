/** Whether answers have their shape: asked of every one, so it must not cost the load its core. */

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** A bearer token, RFC 6749 section 5.1, that is a JWT. */
export function isToken(body: string): boolean {
  const { access_token, token_type } = parsed(body)
  return token_type === 'Bearer' && typeof access_token === 'string' && JWT.test(access_token)
}

/** A token that stands, and whose it is: RFC 7662 section 2.2. */
export function isActive(body: string): boolean {
  const { active, client_id } = parsed(body)
  return active === true && typeof client_id === 'string'
}

/** A new client under the names of the wire format, with a secret that nobody guesses. */
export function isClient(body: string, id: string, secret: string): boolean {
  const client = parsed(body)
  return typeof client[id] === 'string' && String(client[secret]).length >= 32
}

/** An array of so many objects, each of which has this once; names may be cut apart by how they travelled. */
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
