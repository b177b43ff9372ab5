import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose'
import { expect, test, vi } from 'vitest'
import { Refusal } from '../../src/domain/refusal.ts'
import { createSigningKeys, type SigningJwk } from '../../src/domain/signing-keys.ts'
import { readOwnToken, verifyToken } from '../../src/domain/tokens.ts'
import type { TrustedIssuer } from '../../src/domain/trusted-issuers.ts'
import { createVerifiedTokenCache } from '../../src/domain/verified-token-cache.ts'
import { signingJwk } from '../../src/platform/local-keys.ts'

const ISSUER = 'https://issuer.test'
const AUDIENCE = 'https://api.test'
const LIFE_SECONDS = 600

const { privateKey, keys: genuine } = await keyPair()

test('A repeated token is valid without a second check of its signature.', async () => {
  const { needs, token } = await world()
  const verify = vi.spyOn(crypto.subtle, 'verify')
  for (const _ of ['first', 'second', 'third']) {
    expect(await verifyToken(needs, token)).toMatchObject({ kind: 'trusted', subject: 'alice' })
  }
  expect(verify).toHaveBeenCalledTimes(1)
  verify.mockRestore()
})

test('A cached token is refused once it has expired.', async () => {
  const { needs, token, clock } = await world()
  await verifyToken(needs, token)
  clock.now += (LIFE_SECONDS + 6) * 1000
  await expect(verifyToken(needs, token)).rejects.toThrow(new Refusal('token_expired'))
})

test('A cached token is refused once its key is withdrawn or replaced.', async () => {
  const { needs, token, state } = await world()
  await verifyToken(needs, token)
  state.keys = createLocalJWKSet({ keys: [] })
  await expect(verifyToken(needs, token)).rejects.toThrow(new Refusal('token_signature_invalid'))
  state.keys = (await keyPair()).keys
  await expect(verifyToken(needs, token)).rejects.toThrow(new Refusal('token_signature_invalid'))
  state.keys = genuine
  expect(await verifyToken(needs, token)).toMatchObject({ subject: 'alice' })
})

test('A cached token of another issuer is not one of ours.', async () => {
  const { needs, token } = await world()
  await verifyToken(needs, token)
  expect(await readOwnToken(needs, token)).toBeUndefined()
})

test('A full cache drops its oldest tokens.', () => {
  const tokens = createVerifiedTokenCache()
  const found = { key: new Uint8Array(), protectedHeader: { alg: 'ES256' }, payload: {} }
  for (let index = 0; index <= 2_000; index++) tokens.set(`token ${index}`, genuine, found)
  expect([0, 1, 2_000].map((index) => tokens.get(`token ${index}`) !== undefined)).toEqual([
    false,
    true,
    true,
  ])
})

async function keyPair() {
  const pair = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256' }
  return { privateKey: pair.privateKey, keys: createLocalJWKSet({ keys: [jwk] }) }
}

async function world() {
  const clock = { now: Date.now() }
  const state: { keys: JWTVerifyGetKey } = { keys: genuine }
  const paths = { name: [], alias: [], email: [], roles: [], scopes: [] }
  const names = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['ES256'], claims: paths }
  const keys: JWTVerifyGetKey = (...asked) => state.keys(...asked)
  const issuer: TrustedIssuer = { ...names, roles: [], scopes: [], keys }
  const needs = {
    now: () => clock.now,
    issuer: 'https://latchkey.test',
    audiences: ['https://latchkey.test'] as [string],
    tokenTtlSeconds: 900,
    signingKeys: createSigningKeys([(await signingJwk('test-1')) as SigningJwk]),
    trustedIssuers: new Map([[ISSUER, issuer]]),
    verifiedTokens: createVerifiedTokenCache(),
  }
  const expiresAt = Math.floor(clock.now / 1000) + LIFE_SECONDS
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', exp: expiresAt }
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey)
  return { needs, token, clock, state }
}
