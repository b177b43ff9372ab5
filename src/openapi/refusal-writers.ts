import type * as z from 'zod/mini'
import type { Refusal } from '../domain/refusal.ts'
import { failureBody } from '../http/applications/errors.ts'
import { Failure } from '../http/applications/responses.ts'
import type { Access } from '../http/describe/operation.ts'
import { deDE } from '../http/messages/de-DE.ts'
import { enUS } from '../http/messages/en-US.ts'
import { oauthFailureBody, oauthStatus } from '../http/oauth/errors.ts'
import { OAuthFailure } from '../http/oauth/responses.ts'
import type { WireFormat } from '../http/paths.ts'
import { STATUS } from '../http/refusals/status.ts'
import { userAppsFailureBody } from '../http/user-apps/errors.ts'
import { RateLimited, Unauthenticated, UserAppsFailure } from '../http/user-apps/responses.ts'

/** The functions that write refusals in a wire format, the same that respond. */
type RefusalWriter = {
  status: (refusal: Refusal, access: Access) => number
  schema: (status: number) => z.core.$ZodType
  body: (refusal: Refusal) => unknown
}

const TRACKING_ID = '9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60'

const statusOf = ({ code }: Refusal) => STATUS[code]

export const REFUSAL_WRITERS: Record<WireFormat, RefusalWriter> = {
  'user-applications': {
    status: statusOf,
    schema: () => Failure,
    body: (refusal) => failureBody(refusal, enUS),
  },
  'user-apps': {
    status: statusOf,
    schema: (status) => ({ 401: Unauthenticated, 429: RateLimited })[status] ?? UserAppsFailure,
    body: (refusal) => userAppsFailureBody(refusal, exampleLanguage(refusal), TRACKING_ID),
  },
  oauth: {
    status: (refusal, access) => oauthStatus(refusal, access !== 'client'),
    schema: (status) => (status < 500 ? OAuthFailure : Failure),
    body: (refusal) => (statusOf(refusal) < 500 ? oauthFailureBody(refusal) : failureBody(refusal, enUS)),
  },
}

/** Shows one example in another language. */
function exampleLanguage({ code }: Refusal) {
  return code === 'filter_invalid' ? deDE : enUS
}
