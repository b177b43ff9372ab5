/** The bodies of the API's responses that the console reads, and no other types. */

/** The roles and scopes of a user or an application. */
export type Rights = { roles: string[]; scopes: string[] }

/** The response of `GET /api/v1/me`. */
export type Caller = Rights & {
  id: string
  name: string | null
  alias: string | null
  email: string | null
  clientId: string | null
  limits: { applications: number; keys: number; tokenTtlSeconds: number }
}

/** An application without its secret. Both times are RFC 3339. */
export type Application = {
  id: string
  clientId: string
  name: string
  createdAt: string
  lastLogin: string | null
}

/** An application as administrators see it. */
export type ApplicationWithCreator = Application & { createdBy: string }

/** The response to the creation of an application: the only one that contains its first secret. */
export type CreatedApplication = {
  id: string
  clientId: string
  name: string
  createdAt: string
  secret: string
}

/** The response to the replacement of a secret. */
export type ReplacedSecret = { secret: string }

/** The rights an application was granted, and those in effect: limited to what its owner has now. */
export type ApplicationRights = { granted: Rights; effective: Rights }

/** The members of a public JWK that the console shows, RFC 7517 section 4. */
export type PublicKey = { kid: string; alg?: string | undefined } & (
  | { kty: 'EC' | 'OKP'; crv: string }
  | { kty: 'RSA' }
)

/** A JWK Set, RFC 7517 section 5. */
export type PublicKeySet = { keys: PublicKey[] }

type NamedReference = { id: string; name?: string | undefined }

/** An entry of the inventory. */
export type UserApp = {
  id: string
  created: string
  owner: NamedReference & { alias?: string | undefined }
  sourceApp: NamedReference
  source: NamedReference
  account?: NamedReference | undefined
}

/** The error bodies of all wire formats: each uses one of these members. */
export type ErrorBody = {
  message?: string
  error?: string
  causes?: { text: string }[]
  messages?: { text: string }[]
}

/** Authorization server metadata, RFC 8414 section 2, with endpoints relative to the page. */
export type SignInMetadata = {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  id_token_signing_alg_values_supported: string[]
  authorization_response_iss_parameter_supported: true
}

/** An issuer where users can sign in, and the client that the console is there. */
export type SignInOption = {
  issuer: string
  clientId: string
  scope: string
  resource?: string | undefined
  /** The metadata of an issuer that has no discovery document. */
  metadata?: SignInMetadata | undefined
}

/** The response of `GET /console.json`. */
export type SignInOptions = { signIn: SignInOption[] }
