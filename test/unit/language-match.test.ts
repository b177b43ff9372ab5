import { expect, test } from 'vitest'
import { languageMatcher } from '../../src/lib/language-match.ts'

const bestLanguage = languageMatcher(['en-US', 'de-DE', 'pt-BR', 'zh-Hans', 'zh-Hant', 'he-IL'])

test.each([
  ['de', 'de-DE'],
  ['pt-PT', 'pt-BR'],
  ['zh-HK', 'zh-Hant'],
  ['fr;q=1, de;q=0.1', 'de-DE'],
  ['de;q=0.1, he', 'he-IL'],
  ['*', 'en-US'],
  ['en;q=0, *', 'de-DE'],
  ['*;q=0', undefined],
  ['fr', undefined],
  ['', undefined],
  ['de;q=2', undefined],
  ['de;q=0.1234', undefined],
])('the header “%s” selects %s', (header, language) => {
  expect(bestLanguage(header)).toBe(language)
})

test('a header with many languages compares only the twenty heaviest', () => {
  const started = process.cpuUsage()
  for (let i = 0; i < 100; i++) bestLanguage(`${'x,'.repeat(249)}de`)
  expect(process.cpuUsage(started).user / 100).toBeLessThan(10_000)
  expect(bestLanguage(`${'x,'.repeat(100)}de`)).toBeUndefined()
  expect(bestLanguage(`${'x;q=0.5,'.repeat(30)}de`)).toBe('de-DE')
})
