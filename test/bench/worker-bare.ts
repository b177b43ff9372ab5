import { Hono } from 'hono'

/** An answer as long as that of an exchange, by nothing but Hono. */
const ANSWER = {
  access_token: ['header', 'payload', 'signature'].map((part) => part.padEnd(220, '0')).join('.'),
  token_type: 'Bearer',
  expires_in: 900,
}

export default new Hono().post('/oauth/token', (c) => c.json(ANSWER))
