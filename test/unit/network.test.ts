import { describe, expect, test } from 'vitest'
import { isProxy, networkOf } from '../../src/lib/network.ts'

describe('the network of a request from', () => {
  test.each([
    ['192.0.2.1', undefined, [], '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, [], '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', undefined, [], '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', undefined, [], '2001:db8:1:2::/64'],
    [undefined, undefined, [], 'unknown'],
    ['192.0.2.1', '198.51.100.7', [], '192.0.2.1'],
    ['10.0.0.1', '198.51.100.7', ['10.0.0.0/8'], '198.51.100.7'],
    ['10.0.0.1', '203.0.113.9, 198.51.100.7, 10.0.0.2', ['10.0.0.0/8'], '198.51.100.7'],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', ['10.0.0.0/8'], '10.0.0.3'],
    ['10.0.0.1', 'unknown', ['10.0.0.1'], 'unknown'],
    ['10.0.0.1', '203.0.113.9, invalid', ['10.0.0.1'], 'unknown'],
    ['::1', '2001:db8::1', ['::1'], '2001:db8:0:0::/64'],
  ])('%s with X-Forwarded-For %s and trusted proxies %j is %s', (peer, forwardedFor, proxies, network) => {
    expect(networkOf(peer, forwardedFor, proxies)).toBe(network)
  })
})

test.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['proxy.example.com', false],
])('%s is an address or a prefix: %s', (text, expected) => {
  expect(isProxy(text)).toBe(expected)
})
