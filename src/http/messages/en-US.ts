import type { Messages } from './messages.ts'

/** English, the default. Sentences that a wire format prescribes match it byte for byte. */
export const enUS: Messages = {
  locale: 'en-US',

  refusals: {
    token_missing: () => 'JWT validation failed: JWT is missing; send Authorization: Bearer <token>',
    token_malformed: () => 'JWT validation failed: the token is not a signed JWT',
    token_issuer_untrusted: () => 'JWT validation failed: JWT issuer is not trusted',
    token_signature_invalid: () => 'JWT validation failed: JWT signature is invalid',
    token_expired: () => 'JWT validation failed: JWT is expired',
    token_not_yet_valid: () => 'JWT validation failed: JWT is not valid yet',
    token_claim_invalid: ({ claim }) =>
      `JWT validation failed: claim ${claim} is missing or has an unexpected value`,
    token_revoked: () => 'JWT validation failed: JWT is revoked',
    token_binding_invalid: () =>
      'JWT validation failed: the scheme or the DPoP proof does not match the token; send a key-bound token as DPoP with a proof of its key, and any other token as Bearer',
    proof_missing: () => 'The DPoP proof is missing. Send it in the DPoP header.',
    proof_invalid: ({ claim }) =>
      `DPoP proof validation failed: ${claim} is missing or has an unexpected value`,
    proof_nonce_required: () =>
      'The DPoP proof has no valid nonce. Retry with the nonce from the DPoP-Nonce response header.',
    permission_missing: () => 'You do not have sufficient permissions.',

    application_unknown: () => 'Resource id not found.',
    application_name_missing: () => 'Required parameter is missing: name.',
    application_name_invalid: () =>
      'The name is not valid. Use 2 to 128 lower-case letters, digits, hyphens and underscores; start with a letter, and end with a letter or digit.',
    application_name_taken: () => 'Resource with this name already exists',
    application_limit_reached: ({ max }) =>
      `You have reached the limit of ${max} applications. Delete one before you create another.`,

    key_unknown: () => 'This application has no key with this kid.',
    key_private: () =>
      'The JWK contains a private or secret key, which now counts as disclosed. Create another key pair and send its public JWK only.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `The key is not supported. Send a JWK for one of ${algorithms.join(', ')}; an RSA key needs ${minBits} to ${maxBits} bits and the exponent 65537.`,
    key_kid_invalid: ({ max }) =>
      `The kid is not valid. Use 1 to ${max} printable ASCII characters without spaces, and not “.” or “..”.`,
    key_kid_taken: () => 'This application already has a key with this kid. Use another kid.',
    key_limit_reached: ({ max }) =>
      `This application has reached the limit of ${max} keys. Delete one before you add another.`,

    user_app_unknown: () => 'User app not found.',
    limit_invalid: ({ max }) => `limit must be a whole number from 0 to ${max}.`,
    offset_invalid: ({ max }) => `offset must be a whole number from 0 to ${max}.`,
    count_invalid: () => 'count must be true or false.',
    filters_missing: () => 'filters is required. Send a filter, for example ownerId eq "…".',
    header_missing: ({ header }) => `The header ${header} is required. Send it with the value true.`,
    patch_invalid: () =>
      'The body is not a valid JSON Patch. Send an array of operations, each with op, path and, except for remove, value.',
    patch_unsupported: () =>
      'Only the account can be changed. Use the operation add, replace or remove on the path /account.',
    account_unavailable: () =>
      'The account is not available for this user app. Choose one of its available accounts.',

    import_issuer_unknown: () =>
      'Nothing was imported. The issuer is not in TRUSTED_ISSUERS. Name another issuer, or none.',
    import_owner_foreign: ({ line }) =>
      `Nothing was imported. Line ${line}: the owner is a person of another issuer. Name that issuer, or correct the ID of the owner.`,
    import_line_invalid: ({ line, property }) =>
      `Nothing was imported. Line ${line}: ${property} is missing or invalid.`,
    import_line_not_json: ({ line }) => `Nothing was imported. Line ${line} is not a JSON object.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Nothing was imported. Line ${line} is longer than ${maxBytes} bytes.`,

    grant_type_unsupported: () => 'The grant type is not supported. Use client_credentials.',
    client_invalid: () => 'The client ID or secret is wrong.',
    client_authentication_missing: () =>
      'Client authentication is missing. Send the client ID and secret, by Basic in the Authorization header or in the body.',
    client_authentication_malformed: () =>
      'The Authorization header is malformed. Send Basic and the Base64 of the form-encoded client ID, a colon and the form-encoded secret.',
    client_authentication_repeated: () =>
      'The request contains more than one set of client credentials. Send one set, in the Authorization header or in the body.',
    client_assertion_invalid: ({ claim }) =>
      `Client assertion validation failed: ${claim} is missing or has an unexpected value.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `The client assertion is valid for too long: exp is at most ${maxSeconds} seconds ahead.`,
    scope_invalid: () =>
      'The scope exceeds the rights of the application or its owner. Request fewer scopes, or omit scope.',
    token_foreign: () => 'The token belongs to another client. A client can revoke only its own tokens.',
    resource_unknown: () =>
      'The resource is not an audience of this service. Name one of protected_resources in its metadata.',

    parameter_missing: ({ parameter }) => `Required parameter is missing: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `The parameter ${parameter} is given more than once. Send it once.`,
    parameter_not_text: ({ parameter }) => `The parameter ${parameter} must be text.`,
    parameter_in_query: () => 'Parameters in the query string are not accepted. Send them in the body.',

    host_invalid: () => 'The Host header is not valid. Send the host of the service.',
    path_unknown: () => 'This path does not exist.',
    site_missing: () => 'The console is not built. Run npm run build.',
    method_not_allowed: ({ allowed }) => `The method is not allowed here. Use ${allowed.join(' or ')}.`,
    body_too_large: ({ maxBytes }) => `The body is too large. Send at most ${maxBytes} bytes.`,
    body_encoding_unsupported: ({ encoding }) =>
      `The content encoding ${encoding} is not supported. Send the body uncompressed.`,
    body_type_unsupported: ({ accepted }) =>
      `The content type is not supported. Send ${accepted.join(' or ')}.`,
    body_not_json: () => 'The body is not valid JSON.',
    body_not_object: () => 'The body must be a JSON object.',
    body_not_form: () => 'The body is not a valid form.',
    request_aborted: () => 'The request ended before its body was complete. Send it again.',
    body_property_unknown: ({ property }) => `Unknown property ${property}. Remove it.`,
    body_property_not_boolean: ({ property }) => `${property} must be true or false.`,

    rate_limited: () => 'Rate limit exceeded',
    unavailable: () => 'Please try again in few minutes.',
    internal: () => 'Something went wrong.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Unexpected end of the filter at position ${position}; expected ${expected}.`
        : `Unexpected “${found}” at position ${position} of the filter; expected ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `Unknown operator “${found}” at position ${position} of the filter; expected ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `Unexpected “${found}” at position ${position} of the filter. Operators must be lower case; expected ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `Unexpected quotation mark ${found} at position ${position} of the filter. Put text in plain double quotes (").`,
    bad_escape: ({ position, found, expected }) =>
      `Invalid escape sequence “${found}” at position ${position} of the filter; expected ${expected}.`,
    unterminated_string: ({ opened }) =>
      `The text that starts at position ${opened} of the filter has no closing quote. Add a double quote at its end.`,
    too_long: ({ max }) => `The filter is too long. Use at most ${max} characters.`,
    too_many_predicates: ({ position, max }) =>
      `Too many comparisons at position ${position} of the filter. Use at most ${max} comparisons.`,
    too_deep: ({ position, max }) =>
      `Too many levels of nesting at position ${position} of the filter. Use at most ${max} levels.`,
    field_not_supported: ({ position, field, fields }) =>
      `Cannot filter by ${field} (position ${position} of the filter). Fields: ${fields}.`,
    operator_not_supported: ({ position, field, operator, operators }) =>
      `At position ${position} of the filter, ${field} does not support ${operator}; it supports ${operators}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `Invalid value “${found}” for ${field} at position ${position} of the filter; expected ${expected}.`,
  },

  expected: {
    field: 'a field',
    value: 'a value',
    end: 'the end',
    id: 'an ID',
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    instant: 'a date and time like 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'The request was syntactically correct but its content is semantically invalid.',
    syntax: 'The request could not be parsed.',
    403: 'The server understood the request but refuses to authorize it.',
    404: 'The server did not find a current representation for the target resource.',
    405: 'The method is not allowed for the target resource.',
    413: 'The request is larger than the server is willing to process.',
    415: 'The content is in a format that is not supported by this method on the target resource.',
    500: 'An internal fault occurred.',
    503: 'The service is not available at the moment.',
  },
}
