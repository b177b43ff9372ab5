import Fastify from 'fastify'
import jwtJwks from 'fastify-jwt-jwks'

const { ISSUER, AUDIENCE, PORT } = process.env
const app = Fastify()
await app.register(jwtJwks, {
  jwksUrl: `${ISSUER}/.well-known/jwks.json`,
  issuer: ISSUER,
  audience: AUDIENCE,
})
app.get('/', { preValidation: app.authenticate }, (request) => request.user)
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
