import express from 'express'
import { passportJwtSecret } from 'jwks-rsa'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'

const { ISSUER, AUDIENCE, PORT } = process.env
const options = {
  secretOrKeyProvider: passportJwtSecret({ jwksUri: `${ISSUER}/.well-known/jwks.json`, cache: true }),
  jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
  issuer: ISSUER,
  audience: AUDIENCE,
  algorithms: ['ES256', 'EdDSA', 'RS256'],
}
passport.use(new Strategy(options, (claims, done) => done(null, claims)))

const app = express()
app.get('/', passport.authenticate('jwt', { session: false }), (request, response) =>
  response.json(request.user),
)
app.listen(Number(PORT), '127.0.0.1')
