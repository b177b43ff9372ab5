import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import type { JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { readPublicKey } from '../../src/lib/public-key.ts'
import { ed25519Key } from '../support/oauth/weak-keys.ts'

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }) as JWK
const ed25519 = () => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as JWK
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ format: 'jwk' }) as JWK

const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')

describe('The reader of public keys', () => {
  test('accepts every key that a library makes, and keeps alg and use only.', () => {
    for (let made = 0; made < 100; made++) {
      for (const jwk of [ec(), ed25519()]) expect(readPublicKey(jwk)).toEqual(jwk)
    }
    const uses = { alg: 'PS256', use: 'sig' }
    const more = { key_ops: ['verify'], ext: true, kid: 'a', x5u: 'https://evil.test' }
    expect(readPublicKey({ ...rsa, ...uses, ...more })).toEqual({ ...rsa, ...uses })
  })

  test('accepts the y of a point on Ed25519 with any sign, and no other y.', () => {
    const off = [2, 7, 8, 11, 12, 13, 17, 20, 22, 31, 34, 36, 38]
    for (let y = 2; y < 40; y++) {
      const keys = [ed25519Key(BigInt(y)), ed25519Key(BigInt(y), 1n)]
      expect(keys.map((key) => readPublicKey(key) !== undefined)).toEqual(Array(2).fill(!off.includes(y)))
    }
  })

  test('refuses a point of P-256 with another y.', () => {
    const octets = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const { x, y } = ec()
    fc.assert(
      fc.property(octets, (other) => {
        fc.pre(text(other) !== y)
        return readPublicKey({ kty: 'EC', crv: 'P-256', x, y: text(other) }) === undefined
      }),
    )
  })

  test('accepts one text for each modulus, and refuses any other object without an error.', () => {
    const member = fc.oneof(
      fc.constantFrom('RSA', 'EC', 'OKP', 'AQAB', rsa.n, 'P-256', 'Ed25519'),
      fc.anything(),
    )
    const members = { kty: member, crv: member, x: member, y: member, n: member, e: member, alg: member }
    fc.assert(
      fc.property(fc.record(members, { requiredKeys: [] }), (given) => {
        const read = readPublicKey(given)
        return read === undefined || (read.n === rsa.n && read.e === 'AQAB')
      }),
    )
    fc.assert(
      fc.property(fc.string(), fc.nat(342), (added, at) => {
        const n = `${rsa.n?.slice(0, at)}${added}${rsa.n?.slice(at)}`
        const octets = Buffer.from(n, 'base64url')
        return readPublicKey({ ...rsa, n }) === undefined || text(octets) === n
      }),
    )
  })
})
