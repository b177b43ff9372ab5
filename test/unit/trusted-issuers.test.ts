import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { remoteKeys } from '../../src/domain/trusted-issuers.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'

let issuer: Issuer
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  issuer = await startIssuer()
})
afterAll(() => {
  vi.useRealTimers()
  return issuer.stop()
})

test('A rotated key is valid 30 s after the last fetch, and a withdrawn one for 600 s at most.', async () => {
  const [first] = issuer.state.keys
  if (!first) throw new Error('Cannot rotate: the issuer has no key')
  const getKey = remoteKeys(Date.now, issuer.issuer)
  const look = async (kid: string) => getKey({ alg: 'ES256', kid }, { payload: '', signature: '' })
  const find = async (kid: string) => {
    const found = await look(kid).then(
      () => 'found',
      (error: { code: string }) => error.code,
    )
    return [found, issuer.state.jwksRequests]
  }
  expect(await find('key-1')).toEqual(['found', 1])
  issuer.state.keys = [{ ...first, kid: 'key-2' }]
  expect(await find('key-2')).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 1])
  vi.advanceTimersByTime(29_000)
  expect(await find('key-2')).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 1])
  vi.advanceTimersByTime(1_000)
  expect(await find('made-up')).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 2])
  expect(await find('key-2')).toEqual(['found', 2])
  expect(await find('key-1')).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 2])
  issuer.state.keys = [first]
  vi.advanceTimersByTime(599_000)
  expect(await find('key-2')).toEqual(['found', 2])
  vi.advanceTimersByTime(1_000)
  expect(await find('key-2')).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 3])
})

test('While an issuer fails, its cached keys are still valid, and an unknown one is refused.', async () => {
  const failing = await startIssuer()
  const getKey = remoteKeys(Date.now, failing.issuer)
  const look = (kid: string) => getKey({ alg: 'ES256', kid }, { payload: '', signature: '' })
  await look('key-1')
  await failing.stop()
  vi.advanceTimersByTime(31_000)
  for (let i = 0; i < 2; i++) {
    await expect(look('made-up')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await expect(look('key-1')).resolves.toBeDefined()
  }
  vi.advanceTimersByTime(600_000)
  await expect(look('key-1')).rejects.toMatchObject({ code: 'unavailable' })
})

test('An issuer that fails is not fetched again for 5 s, and its tokens are refused at once.', async () => {
  const down = await startIssuer()
  await down.stop()
  let asked = 0
  const realFetch = globalThis.fetch
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
    asked++
    return realFetch(...call)
  })
  const getKey = remoteKeys(Date.now, down.issuer)
  const look = () =>
    expect(getKey({ alg: 'ES256' }, { payload: '', signature: '' })).rejects.toMatchObject({
      code: 'unavailable',
    })
  await look()
  expect(asked).toBe(1)
  vi.advanceTimersByTime(4_999)
  await look()
  expect(asked).toBe(1)
  vi.advanceTimersByTime(1)
  await look()
  expect(asked).toBe(2)
  vi.unstubAllGlobals()
})
