import * as z from 'zod/mini'
import { isSecureUrl } from '../../domain/trusted-issuers.ts'

export const some = z.minLength(1)
export const text = z.string().check(some)
export const issuer = z
  .string()
  .check(z.refine(isSecureUrl, 'must be an https URL (http on a loopback address only)'))
