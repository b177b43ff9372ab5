/** The id of an identity: a UUIDv7, or the id that an import brought. */
export type IdentityId = string & { readonly kind: 'IdentityId' }

/** The id of an application: a UUIDv7. It has no `_`, which one official client rewrites in paths. */
export type ApplicationId = string & { readonly kind: 'ApplicationId' }

/**
 * The public half of a credential (RFC 6749 section 2.2): a random UUID, unrelated to the application's id.
 */
export type ClientId = string & { readonly kind: 'ClientId' }

/** The id of an application's public key. It is not the `kid`, and is never used again. */
export type ApplicationKeyId = string & { readonly kind: 'ApplicationKeyId' }

/**
 * The id of a user app: opaque. It is the application's id if the user app lists one of our own credentials.
 */
export type UserAppId = string & { readonly kind: 'UserAppId' }
/** The id of a source app: opaque. */
export type SourceAppId = string & { readonly kind: 'SourceAppId' }
/** The id of a source: opaque. */
export type SourceId = string & { readonly kind: 'SourceId' }
/** The id of an account: opaque. */
export type AccountId = string & { readonly kind: 'AccountId' }

/** Returns a UUIDv7 (RFC 9562 section 5.7): 48 bits of `now` in epoch milliseconds, then 74 random bits. */
export function newId<Id extends string>(now: number): Id {
  const time = now.toString(16).padStart(12, '0')
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}` as Id
}

/** Returns a random UUID as a client id. Its 122 random bits reveal neither the time nor the owner. */
export function newClientId(): ClientId {
  return crypto.randomUUID() as string as ClientId
}

/** The greatest length of a text that is looked up as a client id, or cached. Ours have 36 characters. */
const CLIENT_ID_LENGTH_MAX = 128

/** Whether the text can be a client id: it is not empty and not too long. */
export function isClientId(text: string): text is ClientId {
  return text !== '' && text.length <= CLIENT_ID_LENGTH_MAX
}

/** A random UUID, as `crypto.randomUUID` writes it. */
const RANDOM_UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

/** Whether the text has the form of the client ids that `newClientId` makes. */
export function hasClientIdForm(text: string): text is ClientId {
  return RANDOM_UUID.test(text)
}
