/** The key of an identity: a UUIDv7, or whatever an import brought. */
export type IdentityId = string & { readonly kind: 'IdentityId' }

/** The key of an application: a UUIDv7, and so without `_`, which one official client rewrites in paths. */
export type ApplicationId = string & { readonly kind: 'ApplicationId' }

/** The public half of a credential, RFC 6749 section 2.2: a random UUID, another value than the application's id. */
export type ClientId = string & { readonly kind: 'ClientId' }

/** The key of a public key of an application's: another value than its `kid`, and never used again. */
export type ApplicationKeyId = string & { readonly kind: 'ApplicationKeyId' }

/** The keys of the inventory: opaque, 32 hex digits where we make them. */
export type UserAppId = string & { readonly kind: 'UserAppId' }
export type SourceAppId = string & { readonly kind: 'SourceAppId' }
export type SourceId = string & { readonly kind: 'SourceId' }
export type AccountId = string & { readonly kind: 'AccountId' }

/** Makes a UUIDv7 (RFC 9562 section 5.7): 48 bits of `now` in milliseconds, then 74 random ones. */
export function newId<Id extends string>(now: number): Id {
  const time = now.toString(16).padStart(12, '0')
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}` as Id
}

/** Makes a client id: 122 random bits, which tell nothing of when or for whom. */
export function newClientId(): ClientId {
  return crypto.randomUUID() as string as ClientId
}

/** Ours have 36 characters; what is much longer is not worth a look, nor a place in memory. */
const CLIENT_ID_LENGTH_MAX = 128

/** Whether the text can be a client id. */
export function isClientId(text: string): text is ClientId {
  return text !== '' && text.length <= CLIENT_ID_LENGTH_MAX
}
