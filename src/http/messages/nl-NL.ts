import type { Messages } from './messages.ts'

/** Dutch. */
export const nlNL: Messages = {
  locale: 'nl-NL',

  refusals: {
    token_missing: () => 'JWT-validatie mislukt: het JWT ontbreekt; stuur Authorization: Bearer <token> mee',
    token_malformed: () => 'JWT-validatie mislukt: het token is geen ondertekend JWT',
    token_issuer_untrusted: () =>
      'JWT-validatie mislukt: de uitgever van het token wordt hier niet vertrouwd',
    token_signature_invalid: () => 'JWT-validatie mislukt: de handtekening van het JWT is ongeldig',
    token_expired: () => 'JWT-validatie mislukt: het JWT is verlopen',
    token_not_yet_valid: () => 'JWT-validatie mislukt: het JWT is nog niet geldig',
    token_claim_invalid: ({ claim }) =>
      `JWT-validatie mislukt: de claim ${claim} ontbreekt of heeft niet de verwachte waarde`,
    token_revoked: () => 'JWT-validatie mislukt: het JWT is ingetrokken',
    token_binding_invalid: () =>
      'JWT-validatie mislukt: een token dat aan een sleutel is gebonden, moet als DPoP met een bewijs van die sleutel worden verzonden, elk ander token als Bearer',
    proof_missing: () => 'Het DPoP-bewijs ontbreekt. Stuur het in de header DPoP.',
    proof_invalid: ({ claim }) =>
      `Validatie van het DPoP-bewijs mislukt: ${claim} ontbreekt of heeft niet de verwachte waarde`,
    proof_nonce_required: () =>
      'Het DPoP-bewijs bevat geen geldige nonce. Herhaal de aanvraag met de nonce uit de responsheader DPoP-Nonce.',
    permission_missing: () => 'U hebt onvoldoende machtigingen.',

    application_unknown: () => 'De resource-id is niet gevonden.',
    application_name_missing: () => 'Vereiste parameter ontbreekt: name.',
    application_name_invalid: () =>
      'De naam moet een tekst van 2 tot en met 128 tekens zijn en mag alleen kleine letters (a-z), cijfers, koppeltekens en onderstrepingstekens bevatten. Het eerste teken moet een letter zijn en het laatste een letter of cijfer.',
    application_name_taken: () => 'Er bestaat al een resource met deze naam',
    application_limit_reached: ({ max }) =>
      `U hebt het maximumaantal toepassingen (${max}) bereikt. Verwijder er een voordat u een nieuwe maakt.`,

    key_unknown: () => 'Deze toepassing heeft geen sleutel met deze kid.',
    key_private: () =>
      'De sleutel is niet openbaar. Stuur de openbare JWK van een nieuw sleutelpaar: een privésleutel die is verzonden, geldt als gelekt.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `De sleutel wordt niet ondersteund. Stuur een JWK voor een van deze algoritmen: ${algorithms.join(', ')}. Een RSA-sleutel moet ${minBits} tot ${maxBits} bits en de exponent 65537 hebben.`,
    key_kid_invalid: ({ max }) =>
      `De kid moet tekst van 1 tot en met ${max} afdrukbare ASCII-tekens zonder spaties zijn, maar niet “.” of “..”.`,
    key_kid_taken: () => 'Deze toepassing heeft al een sleutel met deze kid. Gebruik een andere kid.',
    key_limit_reached: ({ max }) =>
      `Deze toepassing heeft het maximumaantal sleutels (${max}) bereikt. Verwijder er een voordat u een andere toevoegt.`,

    user_app_unknown: () => 'Er is geen gebruikersapp met deze id.',
    limit_invalid: ({ max }) => `limit moet een geheel getal van 0 tot en met ${max} zijn.`,
    offset_invalid: ({ max }) => `offset moet een geheel getal van 0 tot en met ${max} zijn.`,
    count_invalid: () => 'count moet true of false zijn.',
    filters_missing: () =>
      'filters is verplicht: geef aan welke gebruikersapps u wilt opvragen, bijvoorbeeld ownerId eq "…".',
    header_missing: ({ header }) => `De header ${header} is verplicht. Stuur deze mee met de waarde true.`,
    patch_invalid: () =>
      'De body is geen geldige JSON Patch. Stuur een array van bewerkingen, elk met op, path en, behalve bij remove, value.',
    patch_unsupported: () =>
      'Alleen het account kan worden gewijzigd: gebruik de bewerking add, replace of remove op het pad /account.',
    account_unavailable: () =>
      'Het account is niet beschikbaar voor deze gebruikersapp. Kies een van de beschikbare accounts.',

    import_issuer_unknown: () =>
      'Er is niets geïmporteerd. De uitgever staat niet in TRUSTED_ISSUERS. Noem een andere uitgever, of geen.',
    import_owner_foreign: ({ line }) =>
      `Er is niets geïmporteerd. Regel ${line}: de eigenaar is een persoon van een andere uitgever. Noem die uitgever, of verbeter de ID van de eigenaar.`,
    import_line_invalid: ({ line, property }) =>
      `Er is niets geïmporteerd. Regel ${line}: ${property} ontbreekt of heeft een onjuiste waarde.`,
    import_line_not_json: ({ line }) => `Er is niets geïmporteerd. Regel ${line} is geen JSON-object.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Er is niets geïmporteerd. Regel ${line} is langer dan ${maxBytes} bytes.`,

    grant_type_unsupported: () => 'Het granttype wordt niet ondersteund. Gebruik client_credentials.',
    client_invalid: () => 'De client-id of het clientgeheim is onjuist.',
    client_authentication_missing: () =>
      'De clientauthenticatie ontbreekt. Stuur de client-id en het clientgeheim mee, met Basic in de Authorization-header of in de body.',
    client_authentication_malformed: () =>
      'De Authorization-header kan niet worden gelezen. Stuur Basic en daarna in Base64 de client-id, een dubbele punt en het clientgeheim, waarbij de client-id en het clientgeheim eerst als formulierwaarden worden gecodeerd.',
    client_authentication_repeated: () =>
      'De aanvraag bevat meer dan één set aanmeldgegevens van de client. Stuur maar één set mee, in de Authorization-header of in de body.',
    client_assertion_invalid: ({ claim }) =>
      `De clientassertie wordt niet geaccepteerd: ${claim} ontbreekt of heeft niet de verwachte waarde.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `De client-assertion is te lang geldig: exp ligt hoogstens ${maxSeconds} seconden in de toekomst.`,
    scope_invalid: () =>
      'De scope omvat meer rechten dan de toepassing en de eigenaar ervan hebben. Vraag minder rechten aan of laat scope weg.',
    token_foreign: () => 'Het token is van een andere client. Een client kan alleen eigen tokens intrekken.',
    resource_unknown: () =>
      'De resource is geen audience van deze service. Noem er een uit protected_resources in de metagegevens.',

    parameter_missing: ({ parameter }) => `Vereiste parameter ontbreekt: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `De parameter ${parameter} is meer dan eens opgegeven. Stuur deze maar één keer mee.`,
    parameter_not_text: ({ parameter }) => `De parameter ${parameter} moet tekst zijn.`,
    parameter_in_query: () => 'Parameters worden niet uit de URL gelezen. Stuur ze mee in de body.',

    host_invalid: () => 'De header Host is ongeldig. Stuur de host van de service.',
    path_unknown: () => 'Op dit pad is niets te vinden.',
    site_missing: () => 'De console is niet gebouwd. Voer npm run build uit.',
    method_not_allowed: ({ allowed }) =>
      `De methode is hier niet toegestaan. Gebruik ${allowed.join(' of ')}.`,
    body_too_large: ({ maxBytes }) => `De body is te groot. Stuur maximaal ${maxBytes} bytes.`,
    body_encoding_unsupported: ({ encoding }) =>
      `De inhoudscodering ${encoding} wordt niet ondersteund. Stuur de inhoud ongecomprimeerd.`,
    body_type_unsupported: ({ accepted }) =>
      `Het inhoudstype wordt niet ondersteund. Stuur ${accepted.join(' of ')}.`,
    body_not_json: () => 'De body is geen geldige JSON.',
    body_not_object: () => 'De body moet een JSON-object zijn.',
    body_not_form: () => 'De body kan niet als formulier worden gelezen.',
    request_aborted: () => 'Het verzoek eindigde voordat de body volledig was. Stuur het opnieuw.',
    body_property_unknown: ({ property }) => `De eigenschap ${property} is hier niet bekend. Laat deze weg.`,
    body_property_not_boolean: ({ property }) => `${property} moet true of false zijn.`,

    rate_limited: () => 'Aanvraaglimiet overschreden',
    unavailable: () => 'Probeer het over enkele minuten opnieuw.',
    internal: () => 'Er is iets misgegaan.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Het filter eindigt op positie ${position}, waar ${expected} wordt verwacht.`
        : `Op positie ${position} van het filter staat “${found}”, waar ${expected} wordt verwacht.`,
    unknown_operator: ({ position, found, expected }) =>
      `Op positie ${position} van het filter is “${found}” geen operator. Gebruik ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `Op positie ${position} van het filter bevat “${found}” hoofdletters. Operatoren worden in kleine letters geschreven: hier wordt ${expected} verwacht.`,
    wrong_quote: ({ position, found }) =>
      `Op positie ${position} van het filter staat een ongeldig aanhalingsteken (${found}). Zet tekst tussen rechte dubbele aanhalingstekens (").`,
    bad_escape: ({ position, found, expected }) =>
      `Op positie ${position} van het filter is “${found}” geen geldige escapereeks. Gebruik ${expected}.`,
    unterminated_string: ({ opened }) =>
      `De tekst die op positie ${opened} van het filter begint, heeft geen afsluitend aanhalingsteken. Zet er een dubbel aanhalingsteken (") achter.`,
    too_long: ({ max }) => `Het filter is te lang. Gebruik maximaal ${max} tekens.`,
    too_many_predicates: ({ position, max }) =>
      `Het filter bevat vanaf positie ${position} te veel vergelijkingen. Gebruik maximaal ${max} vergelijkingen.`,
    too_deep: ({ position, max }) =>
      `Op positie ${position} is het filter te diep genest. Gebruik maximaal ${max} niveaus.`,
    field_not_supported: ({ position, field, fields }) =>
      `Er kan niet op ${field} worden gefilterd (positie ${position} van het filter). Beschikbare velden: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `Op positie ${position} van het filter staat ${operator}, dat niet door ${field} wordt ondersteund. Gebruik ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `Op positie ${position} van het filter is “${found}” geen geldige waarde voor ${field}. Gebruik ${expected}.`,
  },

  expected: {
    field: 'een veld',
    value: 'een waarde',
    end: 'het einde van het filter',
    id: 'een id',
    string: 'tekst',
    number: 'een getal',
    boolean: 'true of false',
    instant: 'een datum en tijd zoals 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'De syntaxis van de aanvraag is correct, maar de inhoud is semantisch ongeldig.',
    syntax: 'De aanvraag kan niet worden geparseerd.',
    403: 'De server heeft de aanvraag begrepen, maar weigert deze te autoriseren.',
    404: 'De server heeft geen actuele representatie van de doelresource gevonden.',
    405: 'De methode is niet toegestaan voor de doelresource.',
    413: 'De aanvraag is groter dan de server wil verwerken.',
    415: 'De inhoud heeft een indeling die deze methode niet ondersteunt voor de doelresource.',
    500: 'Er is een interne fout opgetreden.',
    503: 'De service is momenteel niet beschikbaar.',
  },
}
