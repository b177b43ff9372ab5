import { Failure } from '../http/answers.ts'
import { OAuthFailure } from '../http/oauth/responses.ts'
import { Message, RateLimited, Unauthenticated, UserAppsFailure } from '../http/user-apps/responses.ts'
import { type NamedSchema, responseSchema } from './named.ts'

const GENERAL = {
  locale: 'en-US',
  localeOrigin: 'DEFAULT' as const,
  text: 'The request was syntactically correct but its content is semantically invalid.',
}
const CAUSE = { ...GENERAL, text: 'limit must be a whole number from 0 to 250.' }

/** How each wire format tells an error. */
export const FAILURE_SCHEMAS: NamedSchema[] = [
  responseSchema('Failure', {
    schema: Failure,
    description: 'An error of the user-applications wire format, or a fault of ours at a token endpoint.',
    properties: {
      code: 'The HTTP status.',
      message: 'What is wrong and how to mend it, in the language of `Accept-Language`.',
    },
    examples: [{ code: 404, message: 'Resource id not found.' }],
  }),
  responseSchema('UserAppsFailure', {
    schema: UserAppsFailure,
    description: 'An error of the user-apps wire format.',
    properties: {
      detailCode: 'The status in more detail.',
      trackingId: 'The id of the request, as in `X-Request-Id`.',
      messages:
        'What is wrong in general: in English, then in the language of `Accept-Language` if that is another.',
      causes: 'What exactly is wrong and how to mend it, likewise.',
    },
    examples: [
      {
        detailCode: '400.1 Bad Request Content',
        trackingId: '9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60',
        messages: [GENERAL],
        causes: [CAUSE],
      },
    ],
  }),
  responseSchema('Message', {
    schema: Message,
    description: 'A sentence in one language.',
    properties: {
      locale: 'The language.',
      localeOrigin: 'Whether it is the default one, or was asked for.',
      text: 'The sentence.',
    },
    examples: [GENERAL],
  }),
  responseSchema('Unauthenticated', {
    schema: Unauthenticated,
    description: 'A token that is not good, in the user-apps wire format.',
    properties: { error: 'What is wrong with it.' },
    examples: [{ error: 'JWT validation failed: JWT is expired' }],
  }),
  responseSchema('RateLimited', {
    schema: RateLimited,
    description: 'Too many requests, in the user-apps wire format.',
    properties: { message: 'Always this.' },
    examples: [{ message: ' Rate Limit Exceeded ' }],
  }),
  responseSchema('OAuthFailure', {
    schema: OAuthFailure,
    description: 'An error of RFC 6749 section 5.2, RFC 6750 section 3.1 or RFC 9449 section 12.2.',
    properties: {
      error: 'What is wrong, as a code.',
      error_description: 'The same as a sentence, in English.',
    },
    examples: [{ error: 'invalid_client', error_description: 'The client id or the secret is wrong.' }],
  }),
]
