import type { CreatedUserApplication } from '../../src/http/applications/responses.ts'

/** A credential with its secret, as the API issues it. */
export type IssuedCredential = Pick<CreatedUserApplication, 'name' | 'clientId' | 'secret'>

/**
 * A credential that can be erased. Preact keeps props longer than their elements are on the screen, so
 * components receive this holder instead of the secret, and write the secret straight into the DOM.
 */
export type SecretHolder = { read: () => IssuedCredential; erase: () => void }

const ERASED: IssuedCredential = { name: '', clientId: '', secret: '' }

/** Holds a credential, and no other property of the response that contained it. */
export function holdSecret({ name, clientId, secret }: IssuedCredential): SecretHolder {
  let held: IssuedCredential = { name, clientId, secret }
  return {
    read: () => held,
    erase() {
      held = ERASED
    },
  }
}
