import { Hono } from 'hono'

/** A response as long as that of an exchange, by Hono alone. */
const RESPONSE = {
  access_token: ['header', 'payload', 'signature'].map((part) => part.padEnd(220, '0')).join('.'),
  token_type: 'Bearer',
  expires_in: 900,
}

export default new Hono().post('/oauth/token', (c) => c.json(RESPONSE))
