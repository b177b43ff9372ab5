import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Operations } from './api/operations.ts'
import type { Caller } from './api/types.ts'
import type { Session } from './session/session.ts'
import type { Texts } from './texts/texts.ts'

/** What every part of a screen may need. */
export type Shared = {
  api: Operations
  me: Caller
  session: Session
  /** Says something to everybody, to who does not see it too. */
  announce: (text: string) => void
}

export const TextsContext = createContext<Texts>(undefined as never)
export const SharedContext = createContext<Shared>(undefined as never)

export function useTexts(): Texts {
  return useContext(TextsContext)
}

export function useShared(): Shared {
  return useContext(SharedContext)
}
