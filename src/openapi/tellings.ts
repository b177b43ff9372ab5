import type * as z from 'zod/mini'
import type { Refusal } from '../domain/refusal.ts'
import { Failure } from '../http/answers.ts'
import { deDE } from '../http/messages/de-DE.ts'
import { enUS } from '../http/messages/en-US.ts'
import { oauthFailureBody, oauthStatus } from '../http/oauth/errors.ts'
import { OAuthFailure } from '../http/oauth/responses.ts'
import { failureBody, STATUS } from '../http/refusals.ts'
import { userAppsFailureBody } from '../http/user-apps/errors.ts'
import { RateLimited, Unauthenticated, UserAppsFailure } from '../http/user-apps/responses.ts'
import type { WireFormat } from '../http/wire-format.ts'
import type { Access } from './operation.ts'

/** How a wire format tells a refusal, by the very functions that answer. */
type RefusalWriter = {
  status: (refusal: Refusal, access: Access) => number
  schema: (status: number) => z.core.$ZodType
  body: (refusal: Refusal) => unknown
}

const TRACKING_ID = '9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60'

const byCode = ({ code }: Refusal) => STATUS[code]

export const REFUSAL_WRITERS: Record<WireFormat, RefusalWriter> = {
  'user-applications': {
    status: byCode,
    schema: () => Failure,
    body: (refusal) => failureBody(refusal, enUS),
  },
  'user-apps': {
    status: byCode,
    schema: (status) => ({ 401: Unauthenticated, 429: RateLimited })[status] ?? UserAppsFailure,
    body: (refusal) => userAppsFailureBody(refusal, languageOf(refusal), TRACKING_ID),
  },
  oauth: {
    status: (refusal, access) => oauthStatus(refusal, access !== 'client'),
    schema: (status) => (status < 500 ? OAuthFailure : Failure),
    body: (refusal) => (byCode(refusal) < 500 ? oauthFailureBody(refusal) : failureBody(refusal, enUS)),
  },
}

/** One of the examples is what somebody gets who reads another language. */
function languageOf({ code }: Refusal) {
  return code === 'filter_invalid' ? deDE : enUS
}
