import { Refusal } from './refusal.ts'

/**
 * Returns a function that requires a claim to hold.
 * @throws {Refusal} the given code, with the name of the claim
 */
export function claimChecker(code: 'client_assertion_invalid' | 'proof_invalid' | 'token_claim_invalid') {
  return function requireClaim(claim: string, holds: boolean): void {
    if (!holds) throw new Refusal(code, { claim })
  }
}
