import type { Messages } from './messages.ts'

/** German. */
export const deDE: Messages = {
  locale: 'de-DE',

  refusals: {
    token_missing: () =>
      'JWT-Validierung fehlgeschlagen: Das JWT fehlt; senden Sie Authorization: Bearer <token>',
    token_malformed: () => 'JWT-Validierung fehlgeschlagen: Das Token ist kein signiertes JWT',
    token_issuer_untrusted: () =>
      'JWT-Validierung fehlgeschlagen: Der Aussteller des Tokens gilt hier nicht als vertrauenswürdig',
    token_signature_invalid: () => 'JWT-Validierung fehlgeschlagen: Die Signatur des JWT ist ungültig',
    token_expired: () => 'JWT-Validierung fehlgeschlagen: Das JWT ist abgelaufen',
    token_not_yet_valid: () => 'JWT-Validierung fehlgeschlagen: Das JWT ist noch nicht gültig',
    token_claim_invalid: ({ claim }) =>
      `JWT-Validierung fehlgeschlagen: Der Claim ${claim} fehlt oder hat nicht den erwarteten Wert`,
    token_revoked: () => 'JWT-Validierung fehlgeschlagen: Das JWT wurde widerrufen',
    token_binding_invalid: () =>
      'JWT-Validierung fehlgeschlagen: Ein an einen Schlüssel gebundenes Token muss als DPoP mit einem Nachweis dieses Schlüssels gesendet werden, jedes andere Token als Bearer',
    proof_missing: () => 'Der DPoP-Nachweis fehlt. Senden Sie ihn im Header DPoP.',
    proof_invalid: ({ claim }) =>
      `Validierung des DPoP-Nachweises fehlgeschlagen: ${claim} fehlt oder hat nicht den erwarteten Wert`,
    proof_nonce_required: () =>
      'Der DPoP-Nachweis enthält keine gültige Nonce. Wiederholen Sie die Anfrage mit der Nonce aus dem Antwort-Header DPoP-Nonce.',
    permission_missing: () => 'Sie verfügen nicht über die erforderlichen Berechtigungen.',

    application_unknown: () => 'Die Ressourcen-ID wurde nicht gefunden.',
    application_name_missing: () => 'Ein erforderlicher Parameter fehlt: name.',
    application_name_invalid: () =>
      'Der Name muss ein Text von 2 bis 128 Zeichen sein und darf nur Kleinbuchstaben (a–z), Ziffern, Bindestriche und Unterstriche enthalten. Er muss mit einem Buchstaben beginnen und mit einem Buchstaben oder einer Ziffer enden.',
    application_name_taken: () => 'Eine Ressource mit diesem Namen ist bereits vorhanden',
    application_limit_reached: ({ max }) =>
      `Sie haben die Höchstzahl an Anwendungen (${max}) erreicht. Löschen Sie eine Anwendung, bevor Sie eine neue erstellen.`,

    key_unknown: () => 'Diese Anwendung hat keinen Schlüssel mit dieser kid.',
    key_private: () =>
      'Der Schlüssel ist nicht öffentlich. Senden Sie das öffentliche JWK eines neuen Schlüsselpaars: Ein privater Schlüssel, der gesendet wurde, gilt als offengelegt.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `Der Schlüssel wird nicht unterstützt. Senden Sie ein JWK für einen dieser Algorithmen: ${algorithms.join(', ')}. Ein RSA-Schlüssel muss ${minBits} bis ${maxBits} Bit und den Exponenten 65537 haben.`,
    key_kid_invalid: ({ max }) =>
      `Die kid muss ein Text von 1 bis ${max} druckbaren ASCII-Zeichen ohne Leerzeichen sein, aber nicht „.“ oder „..“.`,
    key_kid_taken: () =>
      'Diese Anwendung hat bereits einen Schlüssel mit dieser kid. Verwenden Sie eine andere kid.',
    key_limit_reached: ({ max }) =>
      `Diese Anwendung hat die Höchstzahl an Schlüsseln (${max}) erreicht. Löschen Sie einen Schlüssel, bevor Sie einen weiteren hinzufügen.`,

    user_app_unknown: () => 'Es gibt keine Benutzer-App mit dieser ID.',
    limit_invalid: ({ max }) => `limit muss eine ganze Zahl von 0 bis ${max} sein.`,
    offset_invalid: ({ max }) => `offset muss eine ganze Zahl von 0 bis ${max} sein.`,
    count_invalid: () => 'count muss true oder false sein.',
    filters_missing: () =>
      'filters ist erforderlich: Geben Sie an, welche Benutzer-Apps aufgelistet werden sollen, zum Beispiel ownerId eq "…".',
    header_missing: ({ header }) =>
      `Der Header ${header} ist erforderlich. Senden Sie ihn mit dem Wert true.`,
    patch_invalid: () =>
      'Der Body ist kein gültiges JSON Patch. Senden Sie ein Array von Operationen, jeweils mit op, path und, außer bei remove, value.',
    patch_unsupported: () =>
      'Nur das Konto kann geändert werden: Verwenden Sie die Operation add, replace oder remove mit dem Pfad /account.',
    account_unavailable: () =>
      'Das Konto ist für diese Benutzer-App nicht verfügbar. Wählen Sie eines ihrer verfügbaren Konten.',

    import_issuer_unknown: () =>
      'Es wurde nichts importiert. Der Aussteller steht nicht in TRUSTED_ISSUERS. Nennen Sie einen anderen Aussteller oder keinen.',
    import_owner_foreign: ({ line }) =>
      `Es wurde nichts importiert. Zeile ${line}: Der Besitzer ist eine Person eines anderen Ausstellers. Nennen Sie diesen Aussteller oder korrigieren Sie die ID des Besitzers.`,
    import_line_invalid: ({ line, property }) =>
      `Es wurde nichts importiert. Zeile ${line}: ${property} fehlt oder hat einen falschen Wert.`,
    import_line_not_json: ({ line }) => `Es wurde nichts importiert. Zeile ${line} ist kein JSON-Objekt.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Es wurde nichts importiert. Zeile ${line} ist länger als ${maxBytes} Byte.`,

    grant_type_unsupported: () => 'Der Grant-Typ wird nicht unterstützt. Verwenden Sie client_credentials.',
    client_invalid: () => 'Die Client-ID oder das Secret ist falsch.',
    client_authentication_missing: () =>
      'Die Client-Authentifizierung fehlt. Senden Sie die Client-ID und das Secret, entweder mit Basic im Authorization-Header oder im Body.',
    client_authentication_malformed: () =>
      'Der Authorization-Header ist nicht lesbar. Senden Sie Basic und danach in Base64 die Client-ID, einen Doppelpunkt und das Secret, wobei Client-ID und Secret zuvor wie Formularwerte codiert werden.',
    client_authentication_repeated: () =>
      'Die Anfrage enthält mehr als einen Satz Client-Zugangsdaten. Senden Sie nur einen, im Authorization-Header oder im Body.',
    client_assertion_invalid: ({ claim }) =>
      `Die Client-Assertion wird nicht akzeptiert: ${claim} fehlt oder hat nicht den erwarteten Wert.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `Die Client-Assertion gilt zu lange: exp liegt höchstens ${maxSeconds} Sekunden in der Zukunft.`,
    scope_invalid: () =>
      'Der Scope umfasst mehr Rechte, als die Anwendung und ihr Eigentümer haben. Fordern Sie weniger an oder lassen Sie scope weg.',
    token_foreign: () =>
      'Das Token gehört einem anderen Client. Ein Client kann nur eigene Tokens widerrufen.',
    resource_unknown: () =>
      'Die Ressource ist keine Zielgruppe (audience) dieses Dienstes. Nennen Sie eine aus protected_resources in seinen Metadaten.',

    parameter_missing: ({ parameter }) => `Ein erforderlicher Parameter fehlt: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `Der Parameter ${parameter} ist mehrfach angegeben. Senden Sie ihn nur einmal.`,
    parameter_not_text: ({ parameter }) => `Der Parameter ${parameter} muss ein Text sein.`,
    parameter_in_query: () => 'Parameter werden nicht aus der URL gelesen. Senden Sie sie im Body.',

    host_invalid: () => 'Der Header Host ist ungültig. Senden Sie den Host des Dienstes.',
    path_unknown: () => 'Unter diesem Pfad ist nichts vorhanden.',
    site_missing: () => 'Die Konsole ist nicht gebaut. Führen Sie npm run build aus.',
    method_not_allowed: ({ allowed }) =>
      `Die Methode ist hier nicht zulässig. Verwenden Sie ${allowed.join(' oder ')}.`,
    body_too_large: ({ maxBytes }) => `Der Body ist zu groß. Senden Sie höchstens ${maxBytes} Byte.`,
    body_encoding_unsupported: ({ encoding }) =>
      `Die Inhaltscodierung ${encoding} wird nicht unterstützt. Senden Sie den Inhalt unkomprimiert.`,
    body_type_unsupported: ({ accepted }) =>
      `Der Inhaltstyp wird nicht unterstützt. Senden Sie ${accepted.join(' oder ')}.`,
    body_not_json: () => 'Der Body ist kein gültiges JSON.',
    body_not_object: () => 'Der Body muss ein JSON-Objekt sein.',
    body_not_form: () => 'Der Body kann nicht als Formular gelesen werden.',
    request_aborted: () => 'Die Anfrage endete, bevor ihr Body vollständig war. Senden Sie sie erneut.',
    body_property_unknown: ({ property }) =>
      `Die Eigenschaft ${property} ist hier nicht bekannt. Lassen Sie sie weg.`,
    body_property_not_boolean: ({ property }) => `${property} muss true oder false sein.`,

    rate_limited: () => 'Anfragelimit überschritten',
    unavailable: () => 'Bitte versuchen Sie es in einigen Minuten erneut.',
    internal: () => 'Es ist ein Fehler aufgetreten.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Der Filter endet an Position ${position}. Erwartet wird dort ${expected}.`
        : `An Position ${position} des Filters steht „${found}“. Erwartet wird dort ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `„${found}“ an Position ${position} des Filters ist kein Operator. Erwartet wird ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `„${found}“ an Position ${position} des Filters enthält Großbuchstaben. Operatoren werden kleingeschrieben: Erwartet wird ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `${found} an Position ${position} des Filters ist kein gerades doppeltes Anführungszeichen. Setzen Sie Text in gerade doppelte Anführungszeichen (").`,
    bad_escape: ({ position, found, expected }) =>
      `„${found}“ an Position ${position} des Filters ist keine gültige Escape-Sequenz. Verwenden Sie ${expected}.`,
    unterminated_string: ({ opened }) =>
      `Dem Text, der an Position ${opened} des Filters beginnt, fehlt das schließende Anführungszeichen. Setzen Sie ein doppeltes Anführungszeichen (") dahinter.`,
    too_long: ({ max }) => `Der Filter ist zu lang. Verwenden Sie höchstens ${max} Zeichen.`,
    too_many_predicates: ({ position, max }) =>
      `Der Filter enthält ab Position ${position} zu viele Vergleiche. Verwenden Sie höchstens ${max} Vergleiche.`,
    too_deep: ({ position, max }) =>
      `An Position ${position} ist der Filter zu tief verschachtelt. Verwenden Sie höchstens ${max} Ebenen.`,
    field_not_supported: ({ position, field, fields }) =>
      `Nach ${field} kann nicht gefiltert werden (Position ${position} des Filters). Verfügbare Felder: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `An Position ${position} des Filters steht ${operator}, das von ${field} nicht unterstützt wird. Verwenden Sie ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `„${found}“ an Position ${position} des Filters ist kein gültiger Wert für ${field}. Erwartet wird ${expected}.`,
  },

  expected: {
    field: 'ein Feld',
    value: 'ein Wert',
    end: 'das Ende des Filters',
    id: 'eine ID',
    string: 'ein Text',
    number: 'eine Zahl',
    boolean: 'true oder false',
    instant: 'ein Datum mit Uhrzeit wie 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'Die Anfrage ist syntaktisch korrekt, ihr Inhalt ist jedoch semantisch ungültig.',
    syntax: 'Die Anfrage konnte nicht geparst werden.',
    403: 'Der Server hat die Anfrage verstanden, verweigert aber die Autorisierung.',
    404: 'Der Server hat keine aktuelle Repräsentation der Zielressource gefunden.',
    405: 'Die Methode ist für die Zielressource nicht zulässig.',
    413: 'Die Anfrage überschreitet die Größe, die der Server verarbeitet.',
    415: 'Der Inhalt hat ein Format, das diese Methode für die Zielressource nicht unterstützt.',
    500: 'Ein interner Fehler ist aufgetreten.',
    503: 'Der Dienst ist derzeit nicht verfügbar.',
  },
}
