import { afterAll, expect, test, vi } from 'vitest'
import { createSigningKeys, type SigningJwk } from '../../src/domain/signing-keys.ts'
import { signToken } from '../../src/domain/tokens.ts'
import type { ClientId, IdentityId } from '../../src/model/ids.ts'
import { signingJwk } from '../../src/platform/local-keys.ts'

const TOKENS = 10_000

afterAll(() => vi.restoreAllMocks())

test('10,000 tokens with unusual claims decode with the standard base64 alphabet.', async () => {
  // Only the payload is decoded, and 10,000 real signatures take two seconds.
  vi.spyOn(crypto.subtle, 'sign').mockResolvedValue(new ArrayBuffer(64))
  const needs = {
    now: Date.now,
    issuer: 'https://latchkey.test/>?~',
    audiences: ['https://api.test/ÿ'] as [string],
    tokenTtlSeconds: 900,
    signingKeys: createSigningKeys([(await signingJwk('test-1')) as SigningJwk]),
  }
  const wrong: string[] = []
  for (let index = 0; index < TOKENS; index++) {
    // Every character at every place of a group of three: that is where base64url finds its own two digits.
    const odd =
      'a'.repeat(index % 3) + String.fromCharCode((index * 7) % 65_536, (index % 128) + 128, index % 128)
    const claims = {
      subject: `owner-${odd}` as IdentityId,
      clientId: crypto.randomUUID() as string as ClientId,
      audience: ['https://api.test/ÿ'],
      generation: index,
      roles: ['admin', odd],
      scopes: ['odd>?~scope', odd],
    }
    const payload = (await signToken(needs, claims)).split('.')[1] ?? ''
    const { sub, scope, roles } = JSON.parse(atob(payload.replace(/[-_]/g, '!')))
    if (sub !== claims.subject || scope !== `odd>?~scope ${odd}` || roles[1] !== odd) wrong.push(payload)
  }
  expect(wrong).toEqual([])
})
