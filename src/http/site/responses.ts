import * as z from 'zod/mini'

/** The members of RFC 8414 section 2 that the console needs. Its endpoints are relative to the page. */
export const SignInMetadata = z.strictObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  id_token_signing_alg_values_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.literal(true),
})

/** An issuer at which people sign in by OpenID Connect, and the console's client there. */
export const SignInOption = z.strictObject({
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string(),
  resource: z.optional(z.string()),
  audience: z.array(z.string()),
  metadata: z.optional(SignInMetadata),
})
export type SignInOption = z.infer<typeof SignInOption>

export const SignInOptions = z.strictObject({ signIn: z.array(SignInOption) })
export type SignInOptions = z.infer<typeof SignInOptions>
