import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiJson } from '../../src/lib/ascii-json.ts'
import { base62, randomBase62 } from '../../src/lib/base62.ts'
import { crc32 } from '../../src/lib/crc32.ts'
import { lazily } from '../../src/lib/lazily.ts'
import { withTimeout } from '../../src/lib/with-timeout.ts'

describe('base 62', () => {
  test.each([
    [0, 6, '000000'],
    [61, 1, 'z'],
    [62, 2, '10'],
    [0xffffffff, 6, '4gfFC3'],
    [Number.MAX_SAFE_INTEGER, 9, 'fFgnDxSe7'],
  ])('writes %d in %d digits as %s', (value, length, digits) => {
    expect(base62(value, length)).toBe(digits)
  })

  test('draws every digit about as often', () => {
    const counts = new Map<string, number>()
    for (const digit of randomBase62(62_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 1,000 expected; six standard deviations are 190.
    expect(Math.max(...counts.values())).toBeLessThan(1_190)
    expect(Math.min(...counts.values())).toBeGreaterThan(810)
  })
})

test('crc32 is that of zip', () => {
  expect(crc32('123456789')).toBe(0xcbf43926)
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => crc32(text) === zlibCrc32(text)))
})

test('ASCII JSON says the same as JSON, and its base64url has no character that base64 lacks', () => {
  fc.assert(
    fc.property(
      fc.json().map((text) => JSON.parse(text)),
      fc.string({ unit: 'binary' }),
      (value, text) => {
        const json = asciiJson({ value, text, odd: '>?~\u007f' })
        expect(JSON.parse(json)).toEqual({ value, text, odd: '>?~\u007f' })
        expect(Buffer.from(json).toString('base64url')).toMatch(/^[A-Za-z0-9]+$/)
      },
    ),
  )
})

test('a lazy value is made once, and a failure is not kept', async () => {
  let made = 0
  const get = lazily(async () => {
    if (++made === 1) throw new Error('first')
    return made
  })
  await expect(get()).rejects.toThrow('first')
  expect([await get(), await get()]).toEqual([2, 2])
})

test('what hangs fails within its time', async () => {
  await expect(withTimeout(5, new Promise(() => {}))).rejects.toThrow('No answer in 5 ms')
  expect(await withTimeout(1_000, Promise.resolve('done'))).toBe('done')
})
