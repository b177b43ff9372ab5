import * as z from 'zod/mini'
import { JWT_BEARER, type Parameter } from './parameters.ts'

/**
 * The requests of the token endpoints, for the description only. The endpoints read them by hand: a form has
 * no types, and the first edition's keys are case-insensitive. The compiler checks this table against the
 * parameters that are read.
 */
const parameters = {
  grant_type: z.optional(z.literal('client_credentials')),
  client_id: z.optional(z.string()),
  client_secret: z.optional(z.string()),
  client_assertion: z.optional(z.string()),
  client_assertion_type: z.optional(z.literal(JWT_BEARER)),
  scope: z.optional(z.string()),
  resource: z.optional(z.union([z.string(), z.array(z.string())])),
  token: z.string(),
} satisfies Record<Parameter, z.core.$ZodType>

const { token, ...exchangeParameters } = parameters
const { grant_type, scope, resource, ...tokenQueryParameters } = parameters

export const TokenRequest = z.looseObject(exchangeParameters)
export const TokenQuery = z.looseObject(tokenQueryParameters)

export const JsonTokenRequest = z.looseObject({
  grantType: z.enum(['client_credentials', 'app_token']),
  clientId: z.string(),
  clientSecret: z.string(),
  scope,
  resource,
})
