import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose'
import type { Service } from './service.ts'

/**
 * Returns what a resource server must refuse, by the reason: changed copies of a valid token. Except for the
 * two without a valid signature, the service's own key signs them.
 */
export async function badTokens(
  valid: string,
  { signingKey }: Service,
): Promise<Record<string, string | undefined>> {
  const header = decodeProtectedHeader(valid) as { alg: string }
  const claims = decodeJwt(valid)
  const own = (await importJWK(signingKey, header.alg)) as CryptoKey
  const { privateKey } = await generateKeyPair(header.alg)
  const sign = (changes: JWTPayload, key = own) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader(header).sign(key)
  const unsigned = [{ ...header, alg: 'none' }, claims].map((part) => btoa(JSON.stringify(part)))
  return {
    'no token': undefined,
    'an expired token': await sign({ iat: (claims.iat ?? 0) - 7200, exp: (claims.iat ?? 0) - 3600 }),
    'a token for another audience': await sign({ aud: 'https://other.example.com' }),
    'a token of another issuer': await sign({ iss: 'https://other.example.com' }),
    'a token that another key signed': await sign({}, privateKey),
    'an unsigned token': `${unsigned.join('.').replaceAll('=', '')}.`,
  }
}
