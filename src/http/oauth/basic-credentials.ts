import { Refusal } from '../../domain/refusal.ts'

/** The one type of assertion that authenticates a client here: RFC 7523 section 2.2. */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Reads HTTP Basic credentials, form-encoded before they are Base64: RFC 6749 section 2.3.1, RFC 7617 section 2. */
export function basicCredentials(header: string): { clientId: string; clientSecret: string } {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  const [, clientId, clientSecret] = /^([^:]*):(.*)$/s.exec(decodeBase64(encoded)) ?? []
  if (clientId === undefined || clientSecret === undefined)
    throw new Refusal('client_authentication_malformed')
  return { clientId: formDecode(clientId), clientSecret: formDecode(clientSecret) }
}

function decodeBase64(text: string | undefined): string {
  try {
    return atob(text ?? '')
  } catch {
    return ''
  }
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new Refusal('client_authentication_malformed')
  }
}
