import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { CallerProfile } from '../src/http/caller/responses.ts'
import type { Operations } from './api/operations.ts'
import type { Session } from './session/session.ts'
import type { Texts } from './texts/texts.ts'

/** Everything that the screens of a signed-in user share. */
export type SignedIn = {
  api: Operations
  caller: CallerProfile
  session: Session
  /** Shows a short message, which screen readers read aloud. */
  announce: (text: string) => void
}

// No default: each component that reads a context is rendered inside its provider.
export const TextsContext = createContext<Texts>(undefined as never)
export const SignedInContext = createContext<SignedIn>(undefined as never)

export function useTexts(): Texts {
  return useContext(TextsContext)
}

export function useSignedIn(): SignedIn {
  return useContext(SignedInContext)
}
