import type { Messages } from './messages.ts'

/** English, the default. Sentences that the wire formats prescribe are theirs to the letter. */
export const enUS: Messages = {
  locale: 'en-US',

  refusals: {
    token_missing: () => 'JWT validation failed: send a token in the header Authorization: Bearer <token>',
    token_malformed: () => 'JWT validation failed: the token is not a signed JWT',
    token_issuer_untrusted: () => 'JWT validation failed: the issuer of the token is not trusted here',
    token_signature_invalid: () => 'JWT validation failed: JWT signature is invalid',
    token_expired: () => 'JWT validation failed: JWT is expired',
    token_not_yet_valid: () => 'JWT validation failed: JWT is not valid yet',
    token_claim_invalid: ({ claim }) =>
      `JWT validation failed: claim ${claim} is missing or has another value than expected`,
    token_revoked: () => 'JWT validation failed: JWT is revoked',
    token_binding_invalid: () =>
      'JWT validation failed: a token that is bound to a key must be sent as DPoP with a proof of that key, and no other token may be',
    proof_invalid: ({ claim }) =>
      `DPoP proof validation failed: ${claim} is missing or has another value than expected`,
    proof_nonce_required: () =>
      'Repeat the request with a DPoP proof that holds the nonce of the header DPoP-Nonce.',
    permission_missing: () => 'You do not have sufficient permissions.',

    application_unknown: () => 'Resource id not found.',
    application_name_missing: () => 'Required parameter is missing: name.',
    application_name_invalid: () =>
      'The name must be text of 2 to 128 characters: lower-case letters, digits, hyphens and underscores, with a letter first and a letter or digit last.',
    application_name_taken: () => 'Resource with this name already exists',
    application_limit_reached: ({ max }) =>
      `You have ${max} applications, and that is the limit. Delete one before you create another.`,

    key_unknown: () => 'This application has no key with this kid.',
    key_private: () =>
      'The key is not a public one. Send the public JWK of a new key pair: a private key that was sent counts as disclosed.',
    key_unsupported: ({ algorithms, minBits }) =>
      `The key is not supported. Send a JWK for ${algorithms.join(' or ')}, with ${minBits} bits or more for RSA.`,
    key_kid_invalid: ({ max }) =>
      `The kid must be text of 1 to ${max} printable ASCII characters without blanks.`,
    key_kid_taken: () => 'This application has a key with this kid already.',
    key_limit_reached: ({ max }) =>
      `This application has ${max} keys, and that is the limit. Delete one before you add another.`,

    user_app_unknown: () => 'There is no user app with this id.',
    limit_invalid: ({ max }) => `limit must be a whole number from 0 to ${max}.`,
    offset_invalid: ({ max }) => `offset must be a whole number from 0 to ${max}.`,
    count_invalid: () => 'count must be true or false.',
    filters_missing: () => 'filters is required: say which user apps to list, for example ownerId eq "…".',
    header_missing: ({ header }) => `The header ${header} is required. Send it with the value true.`,
    patch_invalid: () =>
      'The body is not a JSON Patch: an array of operations, each with op, path and value.',
    patch_unsupported: () =>
      'Only the account can be changed: use the operation add, replace or remove on the path /account.',
    account_unavailable: () => 'The account is not among those that can be chosen for this user app.',

    import_line_invalid: ({ line, property }) =>
      `Nothing was imported. Line ${line}: ${property} is missing or has a wrong value.`,
    import_line_not_json: ({ line }) => `Nothing was imported. Line ${line} is not a JSON object.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Nothing was imported. Line ${line} is longer than ${maxBytes} bytes.`,

    grant_type_unsupported: () => 'The grant type is not supported. Use client_credentials.',
    client_invalid: () => 'The client id or the secret is wrong.',
    client_authentication_missing: () =>
      'Send the client id and the secret, in the Authorization header by Basic or in the body.',
    client_authentication_malformed: () =>
      'The Authorization header cannot be read. Send Basic and the Base64 of the form-encoded client id, a colon and the form-encoded secret.',
    client_authentication_repeated: () =>
      'The client authenticates twice. Send its credentials in the Authorization header or in the body, not in both.',
    client_assertion_invalid: ({ claim }) =>
      `The client assertion is not accepted: ${claim} is missing or has another value than expected.`,
    scope_invalid: () =>
      'The scope is more than the application and its owner have. Ask for less, or leave scope out.',

    parameter_missing: ({ parameter }) => `Required parameter is missing: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `The parameter ${parameter} is given more than once. Send it once.`,
    parameter_not_text: ({ parameter }) => `The parameter ${parameter} must be text.`,
    parameter_in_query: () => 'Parameters are not read from the address. Send them in the body.',

    path_unknown: () => 'There is nothing at this path.',
    site_missing: () => 'The console is not built. npm run build makes it.',
    method_not_allowed: ({ allowed }) => `The method is not allowed here. Use ${allowed.join(' or ')}.`,
    body_too_large: ({ maxBytes }) => `The body is too large. Send ${maxBytes} bytes at most.`,
    body_type_unsupported: ({ accepted }) =>
      `The content type is not supported. Send ${accepted.join(' or ')}.`,
    body_not_json: () => 'The body is not valid JSON.',
    body_not_object: () => 'The body must be a JSON object.',
    body_not_form: () => 'The body cannot be read as a form.',
    body_property_unknown: ({ property }) => `The property ${property} is not known here. Leave it out.`,

    rate_limited: () => 'Rate limit exceeded',
    unavailable: () => 'Please try again in few minutes.',
    internal: () => 'Something went wrong.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `The filter ends at position ${position}, where ${expected} is expected.`
        : `At position ${position} of the filter stands “${found}”, where ${expected} is expected.`,
    unknown_operator: ({ position, found, expected }) =>
      `At position ${position} of the filter, “${found}” is no operator. Use ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `At position ${position} of the filter, “${found}” is in upper case. Operators are lower case: use ${expected}.`,
    single_quotes: ({ position }) =>
      `At position ${position} of the filter stands a single quote. Put text in double quotes.`,
    bad_escape: ({ position, found, expected }) =>
      `At position ${position} of the filter, “${found}” is no escape. Use ${expected}.`,
    unterminated_string: ({ opened }) =>
      `The text that begins at position ${opened} of the filter has no closing quote. Put a double quote after it.`,
    too_long: ({ max }) => `The filter is too long. Use ${max} characters at most.`,
    too_many_predicates: ({ position, max }) =>
      `At position ${position} of the filter stands one comparison too many. Use ${max} at most.`,
    too_deep: ({ position, max }) =>
      `At position ${position} the filter is nested too deep. Use ${max} levels at most.`,
    field_not_supported: ({ position, field, fields }) =>
      `At position ${position} of the filter, ${field} is no field that can be filtered by. Use ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `At position ${position} of the filter, ${field} does not support ${operator}; it supports ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `At position ${position} of the filter, “${found}” is no value for ${field}. Use ${expected}.`,
  },

  expected: {
    field: 'a field',
    value: 'a value',
    end: 'the end',
    id: 'an id',
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    instant: 'a date and time like 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'The request was syntactically correct but its content is semantically invalid.',
    syntax: 'The request could not be parsed.',
    401: 'The request is not authenticated.',
    403: 'The server understood the request but refuses to authorize it.',
    404: 'The server did not find a current representation for the target resource.',
    405: 'The method is not allowed for the target resource.',
    413: 'The request is larger than the server is willing to process.',
    415: 'The content is in a format that is not supported by this method on the target resource.',
    429: 'Too many requests were sent in a given amount of time.',
    500: 'An internal fault occurred.',
    503: 'The service is not available at the moment.',
  },
}
