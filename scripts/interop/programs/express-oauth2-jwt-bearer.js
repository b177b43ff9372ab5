import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'

const { ISSUER, AUDIENCE, PORT } = process.env
const app = express()
app.use(auth({ issuerBaseURL: ISSUER, audience: AUDIENCE, strict: true }))
app.get('/', requiredScopes('idn:app-roles:read'), (request, response) => response.json(request.auth.payload))
app.listen(Number(PORT), '127.0.0.1')
