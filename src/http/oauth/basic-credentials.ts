import { Refusal } from '../../domain/refusal.ts'

/**
 * Reads HTTP Basic credentials, which are form-encoded before the Base64: RFC 6749 section 2.3.1, RFC 7617
 * section 2.
 * @throws {Refusal} client_authentication_malformed
 */
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
