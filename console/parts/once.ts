import type { CreatedApplication } from '../api/types.ts'

/** A credential as it is issued, with its secret. */
export type Issued = Pick<CreatedApplication, 'name' | 'clientId' | 'secret'>

/**
 * Holds a secret so that one act forgets it. A tree of elements outlives its time on the screen, and all that stands in
 * it: so only this is passed around, and what it says is written into the page itself.
 */
export type Once = { read: () => Issued; forget: () => void }

const NOTHING: Issued = { name: '', clientId: '', secret: '' }

/** Takes a secret, and nothing else of the answer that it came in. */
export function once({ name, clientId, secret }: Issued): Once {
  let held: Issued = { name, clientId, secret }
  return {
    read: () => held,
    forget() {
      held = NOTHING
    },
  }
}
