import { ClientCredentials } from 'simple-oauth2'

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env
const auth = { tokenHost: ISSUER, tokenPath: '/oauth/token', revokePath: '/oauth/revoke' }

/** Returns a client that sends its secret in the header or in the body. */
const connect = (authorizationMethod, secret = CLIENT_SECRET) =>
  new ClientCredentials({ client: { id: CLIENT_ID, secret }, auth, options: { authorizationMethod } })

const call = ({ token }) =>
  fetch(`${ISSUER}/api/v1/user-applications`, { headers: { Authorization: `Bearer ${token.access_token}` } })

const granted = await connect('header').getToken({ scope: 'idn:app-roles:read' })
console.log('Basic')
await connect('body').getToken()
console.log('body')

if ((await call(granted)).status !== 200) throw new Error('The API refuses the token.')
console.log('API call')
await granted.revoke('access_token')
if ((await call(granted)).status !== 401) throw new Error('The API accepts a revoked token.')
console.log('revocation')

const error = await connect('header', 'wrong')
  .getToken()
  .catch((error) => error)
if (error.data?.payload?.error !== 'invalid_client') throw error
console.log('refusal')
