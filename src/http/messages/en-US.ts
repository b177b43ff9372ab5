import type { Messages } from './messages.ts'

/** English, the default. Sentences that the wire formats prescribe are theirs to the letter. */
export const enUS: Messages = {
  token_missing: () => 'JWT validation failed: send a token in the header Authorization: Bearer <token>',
  token_malformed: () => 'JWT validation failed: the token is not a signed JWT',
  token_issuer_untrusted: () => 'JWT validation failed: the issuer of the token is not trusted here',
  token_signature_invalid: () => 'JWT validation failed: JWT signature is invalid',
  token_expired: () => 'JWT validation failed: JWT is expired',
  token_not_yet_valid: () => 'JWT validation failed: JWT is not valid yet',
  token_claim_invalid: ({ claim }) =>
    `JWT validation failed: claim ${claim} is missing or has another value than expected`,
  token_revoked: () => 'JWT validation failed: JWT is revoked',
  permission_missing: () => 'You do not have sufficient permissions.',

  application_unknown: () => 'Resource id not found.',
  application_name_missing: () => 'Required parameter is missing: name.',
  application_name_invalid: () =>
    'The name must be text of 2 to 128 characters: lower-case letters, digits, hyphens and underscores, with a letter first and a letter or digit last.',
  application_name_taken: () => 'Resource with this name already exists',
  application_limit_reached: ({ most }) =>
    `You have ${most} applications, and that is the limit. Delete one before you create another.`,

  grant_type_unsupported: () => 'The grant type is not supported. Use client_credentials.',
  client_invalid: () => 'The client id or the secret is wrong.',
  client_authentication_missing: () =>
    'Send the client id and the secret, in the Authorization header by Basic or in the body.',
  client_authentication_malformed: () =>
    'The Authorization header cannot be read. Send Basic and the Base64 of the form-encoded client id, a colon and the form-encoded secret.',
  client_authentication_repeated: () =>
    'The client authenticates twice. Send its credentials in the Authorization header or in the body, not in both.',
  scope_invalid: () =>
    'The scope is more than the application and its owner have. Ask for less, or leave scope out.',

  parameter_missing: ({ parameter }) => `Required parameter is missing: ${parameter}.`,
  parameter_repeated: ({ parameter }) => `The parameter ${parameter} is given more than once. Send it once.`,
  parameter_not_text: ({ parameter }) => `The parameter ${parameter} must be text.`,
  parameter_in_query: () => 'Parameters are not read from the address. Send them in the body.',

  path_unknown: () => 'There is nothing at this path.',
  method_not_allowed: ({ allowed }) => `The method is not allowed here. Use ${allowed.join(' or ')}.`,
  body_too_large: ({ mostBytes }) => `The body is too large. Send ${mostBytes} bytes at most.`,
  body_type_unsupported: ({ accepted }) =>
    `The content type is not supported. Send ${accepted.join(' or ')}.`,
  body_not_json: () => 'The body is not valid JSON.',
  body_not_object: () => 'The body must be a JSON object.',
  body_not_form: () => 'The body cannot be read as a form.',
  body_property_unknown: ({ property }) => `The property ${property} is not known here. Leave it out.`,

  unavailable: () => 'Please try again in few minutes.',
  internal: () => 'Something went wrong.',
}
