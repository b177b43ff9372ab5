import { base64url } from 'jose'
import { expect, test } from 'vitest'
import '../../src/platform/to-base64.ts'

type Encodes = { toBase64(options?: { alphabet?: string; omitPadding?: boolean }): string }

test.each([
  [[], '', ''],
  [[0xff], '/w==', '_w=='],
  [[0xff, 0xef], '/+8=', '_-8='],
  [[0xff, 0xef, 0x00], '/+8A', '_-8A'],
])('%j is in base64 as RFC 4648 sections 4 and 5 say.', (bytes, standard, url) => {
  const array = Uint8Array.from([1, ...bytes, 2]).subarray(1, -1) as Uint8Array & Encodes
  expect(array.toBase64()).toBe(standard)
  expect(array.toBase64({ omitPadding: true })).toBe(standard.replaceAll('=', ''))
  expect(array.toBase64({ alphabet: 'base64url' })).toBe(url)
  expect(array.toBase64({ alphabet: 'base64url', omitPadding: true })).toBe(url.replaceAll('=', ''))
  expect(base64url.encode(array)).toBe(url.replaceAll('=', ''))
})
