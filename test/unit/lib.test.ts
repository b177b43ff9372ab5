import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiJson } from '../../src/lib/ascii-json.ts'
import { base62, randomBase62 } from '../../src/lib/base62.ts'
import { crc32 } from '../../src/lib/crc32.ts'
import { hmacHex } from '../../src/lib/hmac-hex.ts'
import { lazily } from '../../src/lib/lazily.ts'
import { isLoopback } from '../../src/lib/loopback.ts'
import { nearestWord } from '../../src/lib/nearest-word.ts'
import { parseInstant, toInstant } from '../../src/lib/rfc3339.ts'
import { sha256 } from '../../src/lib/sha256.ts'
import { withTimeout } from '../../src/lib/with-timeout.ts'

describe('base 62', () => {
  test.each([
    [0, 6, '000000'],
    [61, 1, 'z'],
    [62, 2, '10'],
    [0xffffffff, 6, '4gfFC3'],
    [Number.MAX_SAFE_INTEGER, 9, 'fFgnDxSe7'],
  ])('formats %d in %d digits as %s', (value, length, digits) => {
    expect(base62(value, length)).toBe(digits)
  })

  test('draws all digits equally often', () => {
    const counts = new Map<string, number>()
    for (const digit of randomBase62(62_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 1,000 expected; six standard deviations are 190.
    expect(Math.max(...counts.values())).toBeLessThan(1_190)
    expect(Math.min(...counts.values())).toBeGreaterThan(810)
  })
})

test('crc32 is the CRC-32 of zip', () => {
  expect(crc32('123456789')).toBe(0xcbf43926)
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => crc32(text) === zlibCrc32(text)))
})

test('ASCII JSON has the same value as JSON, and its base64url is valid base64', () => {
  fc.assert(
    fc.property(
      fc.json().map((text) => JSON.parse(text)),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      (value, text) => {
        const json = asciiJson({ value, text, odd: '>?~\u007f' })
        expect(JSON.parse(json)).toEqual({ value, text, odd: '>?~\u007f' })
        expect(Buffer.from(json).toString('base64url')).toMatch(/^[A-Za-z0-9]+$/)
      },
    ),
  )
})

test('a lazy value is made once, and a failure is not cached', async () => {
  let made = 0
  const get = lazily(async () => {
    if (++made === 1) throw new Error('first')
    return made
  })
  await expect(get()).rejects.toThrow('first')
  expect([await get(), await get()]).toEqual([2, 2])
})

test('work that hangs is rejected after the timeout', async () => {
  await expect(withTimeout(5, new Promise(() => {}))).rejects.toThrow('Timed out after 5 ms')
  expect(await withTimeout(1_000, Promise.resolve('done'))).toBe('done')
})

test('sha256 returns base64url: FIPS 180-4 examples', async () => {
  expect(await sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  expect(await sha256('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')
})

test('hmacHex returns hexadecimal HMAC-SHA-256: RFC 4231 section 4.3', async () => {
  const hash = hmacHex(new TextEncoder().encode('Jefe'))
  expect(await hash('what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['[::1]', true],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['::', false],
  ['', false],
])('%s is a loopback host: %s', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected)
})

test.each([
  ['jwks_uri', 'jwksUri'],
  ['JWKS-URI', 'jwksUri'],
  ['algorithm', 'algorithms'],
  ['alorgithms', 'algorithms'],
  ['audiance', 'audience'],
  ['ID', 'id'],
  ['role', 'roles'],
  ['is', undefined],
  ['rules', 'roles'],
  ['rule', undefined],
  ['jwks', undefined],
  ['', undefined],
  ['constructor', undefined],
])('the property that %j means is %j', (word, expected) => {
  const properties = ['audience', 'jwksUri', 'algorithms', 'roles', 'id', 'console']
  expect(nearestWord(word, properties)).toBe(expected)
  expect(nearestWord(word, [])).toBeUndefined()
})

test('an instant is formatted in UTC, and parsed to the same epoch milliseconds', () => {
  expect(toInstant(1_600_000_000_125)).toBe('2020-09-13T12:26:40.125Z')
  const epochMs = fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) })
  fc.assert(fc.property(epochMs, (instant) => parseInstant(toInstant(instant)) === instant))
  expect(parseInstant('2020')).toBeUndefined()
})
