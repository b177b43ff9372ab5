import type { Messages } from './messages.ts'

/** Italian. */
export const itIT: Messages = {
  locale: 'it-IT',

  refusals: {
    token_missing: () =>
      'Convalida del JWT non riuscita: il JWT manca; inviare Authorization: Bearer <token>',
    token_malformed: () => 'Convalida del JWT non riuscita: il token non è un JWT firmato',
    token_issuer_untrusted: () =>
      'Convalida del JWT non riuscita: l’emittente del token non è considerato attendibile',
    token_signature_invalid: () => 'Convalida del JWT non riuscita: la firma del JWT non è valida',
    token_expired: () => 'Convalida del JWT non riuscita: il JWT è scaduto',
    token_not_yet_valid: () => 'Convalida del JWT non riuscita: il JWT non è ancora valido',
    token_claim_invalid: ({ claim }) =>
      `Convalida del JWT non riuscita: il claim ${claim} manca o non ha il valore previsto`,
    token_revoked: () => 'Convalida del JWT non riuscita: il JWT è stato revocato',
    token_binding_invalid: () =>
      'Convalida del JWT non riuscita: un token vincolato a una chiave deve essere inviato come DPoP con una prova di quella chiave, ogni altro token come Bearer',
    proof_missing: () => 'Manca la prova DPoP. Inviarla nell’intestazione DPoP.',
    proof_invalid: ({ claim }) =>
      `Convalida della prova DPoP non riuscita: ${claim} manca o non ha il valore previsto`,
    proof_nonce_required: () =>
      'La prova DPoP non contiene un nonce valido. Ripetere la richiesta con il nonce dell’intestazione di risposta DPoP-Nonce.',
    permission_missing: () => 'Non si dispone di autorizzazioni sufficienti.',

    application_unknown: () => 'L’ID della risorsa non è stato trovato.',
    application_name_missing: () => 'Parametro obbligatorio mancante: name.',
    application_name_invalid: () =>
      'Il nome deve essere un testo da 2 a 128 caratteri, composto da lettere minuscole (a-z), cifre, trattini e caratteri di sottolineatura. Deve iniziare con una lettera e terminare con una lettera o una cifra.',
    application_name_taken: () => 'Esiste già una risorsa con questo nome',
    application_limit_reached: ({ max }) =>
      `È stato raggiunto il numero massimo di applicazioni (${max}). Eliminarne una prima di crearne un’altra.`,

    key_unknown: () => 'Questa applicazione non ha alcuna chiave con questo kid.',
    key_private: () =>
      'La chiave non è pubblica. Inviare il JWK pubblico di una nuova coppia di chiavi: una chiave privata che è stata inviata è da considerarsi divulgata.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `La chiave non è supportata. Inviare un JWK per uno di questi algoritmi: ${algorithms.join(', ')}. Una chiave RSA deve avere da ${minBits} a ${maxBits} bit e l’esponente 65537.`,
    key_kid_invalid: ({ max }) =>
      `Il kid deve essere un testo da 1 a ${max} caratteri ASCII stampabili senza spazi, diverso da «.» e «..».`,
    key_kid_taken: () => 'Questa applicazione ha già una chiave con questo kid. Usare un altro kid.',
    key_limit_reached: ({ max }) =>
      `Questa applicazione ha raggiunto il numero massimo di chiavi (${max}). Eliminarne una prima di aggiungerne un’altra.`,

    user_app_unknown: () => 'Non esiste alcuna app utente con questo ID.',
    limit_invalid: ({ max }) => `limit deve essere un numero intero compreso tra 0 e ${max}.`,
    offset_invalid: ({ max }) => `offset deve essere un numero intero compreso tra 0 e ${max}.`,
    count_invalid: () => 'count deve essere true o false.',
    filters_missing: () =>
      'filters è obbligatorio: indicare quali app utente elencare, ad esempio ownerId eq "…".',
    header_missing: ({ header }) => `L’intestazione ${header} è obbligatoria. Inviarla con il valore true.`,
    patch_invalid: () =>
      'Il corpo non è un JSON Patch valido. Inviare un array di operazioni, ciascuna con op, path e, tranne che per remove, value.',
    patch_unsupported: () =>
      'È possibile modificare solo l’account: usare l’operazione add, replace o remove sul percorso /account.',
    account_unavailable: () =>
      'L’account non è disponibile per questa app utente. Sceglierne uno tra quelli disponibili.',

    import_issuer_unknown: () =>
      'Non è stato importato nulla. L’emittente non è in TRUSTED_ISSUERS. Indicare un altro emittente o nessuno.',
    import_owner_foreign: ({ line }) =>
      `Non è stato importato nulla. Riga ${line}: il proprietario è una persona di un altro emittente. Indicare quell’emittente o correggere l’ID del proprietario.`,
    import_line_invalid: ({ line, property }) =>
      `Non è stato importato nulla. Riga ${line}: ${property} manca o ha un valore errato.`,
    import_line_not_json: ({ line }) => `Non è stato importato nulla. La riga ${line} non è un oggetto JSON.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Non è stato importato nulla. La riga ${line} è più lunga di ${maxBytes} byte.`,

    grant_type_unsupported: () => 'Il tipo di concessione non è supportato. Usare client_credentials.',
    client_invalid: () => 'L’ID client o il segreto non è corretto.',
    client_authentication_missing: () =>
      'Manca l’autenticazione del client. Inviare l’ID client e il segreto con Basic nell’intestazione Authorization oppure nel corpo.',
    client_authentication_malformed: () =>
      'Non è possibile leggere l’intestazione Authorization. Inviare Basic e quindi, in Base64, l’ID client, i due punti e il segreto; l’ID e il segreto devono essere prima codificati come valori di un modulo.',
    client_authentication_repeated: () =>
      'La richiesta contiene più di un insieme di credenziali del client. Inviarne uno solo, nell’intestazione Authorization o nel corpo.',
    client_assertion_invalid: ({ claim }) =>
      `L’asserzione del client non è accettata: ${claim} manca o non ha il valore previsto.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `L’asserzione del client è valida troppo a lungo: exp è al massimo ${maxSeconds} secondi nel futuro.`,
    scope_invalid: () =>
      'L’ambito richiesto va oltre i diritti dell’applicazione e del suo proprietario. Richiedere un ambito più ristretto oppure omettere scope.',
    token_foreign: () => 'Il token appartiene a un altro client. Un client può revocare solo i propri token.',
    resource_unknown: () =>
      'La risorsa non è un destinatario (audience) di questo servizio. Indicarne una tra protected_resources nei suoi metadati.',

    parameter_missing: ({ parameter }) => `Parametro obbligatorio mancante: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `Il parametro ${parameter} è presente più di una volta. Inviarlo una sola volta.`,
    parameter_not_text: ({ parameter }) => `Il parametro ${parameter} deve essere un testo.`,
    parameter_in_query: () => 'I parametri non vengono letti dall’URL. Inviarli nel corpo.',

    host_invalid: () => 'L’intestazione Host non è valida. Inviare l’host del servizio.',
    path_unknown: () => 'In questo percorso non c’è nulla.',
    site_missing: () => 'La console non è compilata. Eseguire npm run build.',
    method_not_allowed: ({ allowed }) => `Il metodo non è consentito qui. Usare ${allowed.join(' o ')}.`,
    body_too_large: ({ maxBytes }) => `Il corpo è troppo grande. Inviare al massimo ${maxBytes} byte.`,
    body_encoding_unsupported: ({ encoding }) =>
      `La codifica del contenuto ${encoding} non è supportata. Inviare il corpo non compresso.`,
    body_type_unsupported: ({ accepted }) =>
      `Il tipo di contenuto non è supportato. Inviare ${accepted.join(' o ')}.`,
    body_not_json: () => 'Il corpo non è un JSON valido.',
    body_not_object: () => 'Il corpo deve essere un oggetto JSON.',
    body_not_form: () => 'Il corpo non può essere letto come modulo.',
    request_aborted: () => 'La richiesta è terminata prima che il corpo fosse completo. Inviarla di nuovo.',
    body_property_unknown: ({ property }) => `La proprietà ${property} non è riconosciuta qui. Rimuoverla.`,
    body_property_not_boolean: ({ property }) => `${property} deve essere true o false.`,

    rate_limited: () => 'Limite di richieste superato',
    unavailable: () => 'Riprovare tra qualche minuto.',
    internal: () => 'Si è verificato un errore.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Il filtro termina alla posizione ${position}, dove occorre ${expected}.`
        : `Alla posizione ${position} del filtro si trova «${found}», mentre occorre ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `Alla posizione ${position} del filtro, «${found}» non è un operatore. Usare ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `Alla posizione ${position} del filtro, «${found}» contiene lettere maiuscole. Gli operatori si scrivono in minuscolo: qui occorre ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `Alla posizione ${position} del filtro si trova una virgoletta non valida (${found}). Racchiudere il testo tra virgolette doppie dritte (").`,
    bad_escape: ({ position, found, expected }) =>
      `Alla posizione ${position} del filtro, «${found}» non è una sequenza di escape valida. Usare ${expected}.`,
    unterminated_string: ({ opened }) =>
      `Il testo che inizia alla posizione ${opened} del filtro non ha le virgolette di chiusura. Aggiungere alla fine le virgolette doppie (").`,
    too_long: ({ max }) => `Il filtro è troppo lungo. Usare al massimo ${max} caratteri.`,
    too_many_predicates: ({ position, max }) =>
      `Il filtro contiene troppi confronti a partire dalla posizione ${position}. Usare al massimo ${max} confronti.`,
    too_deep: ({ position, max }) =>
      `Alla posizione ${position} il filtro è annidato troppo in profondità. Usare al massimo ${max} livelli.`,
    field_not_supported: ({ position, field, fields }) =>
      `Non è possibile filtrare in base a ${field} (posizione ${position} del filtro). Campi disponibili: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `Alla posizione ${position} del filtro, ${field} non supporta ${operator}; supporta ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `Alla posizione ${position} del filtro, «${found}» non è un valore valido per ${field}. Usare ${expected}.`,
  },

  expected: {
    field: 'un campo',
    value: 'un valore',
    end: 'la fine del filtro',
    id: 'un ID',
    string: 'un testo',
    number: 'un numero',
    boolean: 'true o false',
    instant: 'una data e ora come 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'La sintassi della richiesta è corretta, ma il contenuto non è semanticamente valido.',
    syntax: 'Non è stato possibile analizzare la richiesta.',
    403: 'Il server ha compreso la richiesta, ma rifiuta di autorizzarla.',
    404: 'Il server non ha trovato una rappresentazione corrente della risorsa di destinazione.',
    405: 'Il metodo non è consentito per la risorsa di destinazione.',
    413: 'La richiesta supera le dimensioni che il server è disposto a elaborare.',
    415: 'Il formato del contenuto non è supportato da questo metodo per la risorsa di destinazione.',
    500: 'Si è verificato un errore interno.',
    503: 'Il servizio non è al momento disponibile.',
  },
}
