import type { Messages } from './messages.ts'

/** Polish. A number follows a colon or is in parentheses where a noun would have to agree with it. */
export const plPL: Messages = {
  locale: 'pl-PL',

  refusals: {
    token_missing: () =>
      'Weryfikacja JWT nie powiodła się: brak tokenu JWT; wyślij Authorization: Bearer <token>',
    token_malformed: () => 'Weryfikacja JWT nie powiodła się: token nie jest podpisanym tokenem JWT',
    token_issuer_untrusted: () =>
      'Weryfikacja JWT nie powiodła się: wystawca tokenu nie jest tu uznawany za zaufanego',
    token_signature_invalid: () => 'Weryfikacja JWT nie powiodła się: podpis tokenu JWT jest nieprawidłowy',
    token_expired: () => 'Weryfikacja JWT nie powiodła się: token JWT wygasł',
    token_not_yet_valid: () => 'Weryfikacja JWT nie powiodła się: token JWT nie jest jeszcze ważny',
    token_claim_invalid: ({ claim }) =>
      `Weryfikacja JWT nie powiodła się: brak oświadczenia ${claim} lub jego wartość jest inna niż oczekiwana`,
    token_revoked: () => 'Weryfikacja JWT nie powiodła się: token JWT został unieważniony',
    token_binding_invalid: () =>
      'Weryfikacja JWT nie powiodła się: token powiązany z kluczem należy wysłać jako DPoP z dowodem posiadania tego klucza, a każdy inny token jako Bearer',
    proof_missing: () => 'Brak dowodu DPoP. Wyślij go w nagłówku DPoP.',
    proof_invalid: ({ claim }) =>
      `Weryfikacja dowodu DPoP nie powiodła się: brak ${claim} lub wartość jest inna niż oczekiwana`,
    proof_nonce_required: () =>
      'Dowód DPoP nie zawiera prawidłowej wartości nonce. Powtórz żądanie z wartością nonce z nagłówka odpowiedzi DPoP-Nonce.',
    permission_missing: () => 'Nie masz wystarczających uprawnień.',

    application_unknown: () => 'Nie znaleziono identyfikatora zasobu.',
    application_name_missing: () => 'Brak wymaganego parametru: name.',
    application_name_invalid: () =>
      'Nazwa musi być tekstem o długości od 2 do 128 znaków, złożonym z małych liter (a–z), cyfr, łączników i znaków podkreślenia. Pierwszym znakiem musi być litera, a ostatnim litera lub cyfra.',
    application_name_taken: () => 'Zasób o tej nazwie już istnieje',
    application_limit_reached: ({ max }) =>
      `Osiągnięto maksymalną liczbę aplikacji (${max}). Usuń jedną z nich, zanim utworzysz kolejną.`,

    key_unknown: () => 'Ta aplikacja nie ma klucza o tym kid.',
    key_private: () =>
      'Ten klucz nie jest publiczny. Wyślij publiczny JWK nowej pary kluczy: wysłany klucz prywatny uznaje się za ujawniony.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `Ten klucz nie jest obsługiwany. Wyślij JWK dla jednego z tych algorytmów: ${algorithms.join(', ')}. Klucz RSA musi mieć od ${minBits} do ${maxBits} bitów i wykładnik 65537.`,
    key_kid_invalid: ({ max }) =>
      `kid musi być tekstem złożonym z drukowalnych znaków ASCII bez spacji. Dozwolona długość: od 1 do ${max}. Wartości „.” i „..” są niedozwolone.`,
    key_kid_taken: () => 'Ta aplikacja ma już klucz o tym kid. Użyj innego kid.',
    key_limit_reached: ({ max }) =>
      `Osiągnięto maksymalną liczbę kluczy tej aplikacji (${max}). Usuń jeden z nich, zanim dodasz kolejny.`,

    user_app_unknown: () => 'Nie ma aplikacji użytkownika o tym identyfikatorze.',
    limit_invalid: ({ max }) => `limit musi być liczbą całkowitą od 0 do ${max}.`,
    offset_invalid: ({ max }) => `offset musi być liczbą całkowitą od 0 do ${max}.`,
    count_invalid: () => 'count musi mieć wartość true lub false.',
    filters_missing: () =>
      'Parametr filters jest wymagany: określ, które aplikacje użytkowników chcesz wyświetlić, na przykład ownerId eq "…".',
    header_missing: ({ header }) => `Nagłówek ${header} jest wymagany. Wyślij go z wartością true.`,
    patch_invalid: () =>
      'Treść żądania nie jest prawidłowym dokumentem JSON Patch. Wyślij tablicę operacji, z których każda zawiera op, path i, z wyjątkiem remove, value.',
    patch_unsupported: () =>
      'Można zmienić tylko konto: użyj operacji add, replace lub remove dla ścieżki /account.',
    account_unavailable: () =>
      'To konto nie jest dostępne dla tej aplikacji użytkownika. Wybierz jedno z dostępnych dla niej kont.',

    import_issuer_unknown: () =>
      'Niczego nie zaimportowano. Wystawcy nie ma w TRUSTED_ISSUERS. Podaj innego wystawcę lub żadnego.',
    import_owner_foreign: ({ line }) =>
      `Niczego nie zaimportowano. Wiersz ${line}: właściciel jest osobą innego wystawcy. Podaj tego wystawcę albo popraw identyfikator właściciela.`,
    import_line_invalid: ({ line, property }) =>
      `Niczego nie zaimportowano. Wiersz ${line}: brak właściwości ${property} lub jej wartość jest nieprawidłowa.`,
    import_line_not_json: ({ line }) => `Niczego nie zaimportowano. Wiersz ${line} nie jest obiektem JSON.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Niczego nie zaimportowano. Wiersz ${line} jest zbyt długi. Maksymalna liczba bajtów: ${maxBytes}.`,

    grant_type_unsupported: () =>
      'Ten typ udzielenia autoryzacji nie jest obsługiwany. Użyj client_credentials.',
    client_invalid: () => 'Identyfikator klienta lub klucz tajny jest nieprawidłowy.',
    client_authentication_missing: () =>
      'Brak uwierzytelnienia klienta. Wyślij identyfikator klienta i klucz tajny, używając metody Basic w nagłówku Authorization lub umieszczając je w treści żądania.',
    client_authentication_malformed: () =>
      'Nie można odczytać nagłówka Authorization. Wyślij Basic, a po nim zakodowane w Base64: identyfikator klienta, dwukropek i klucz tajny, przy czym identyfikator i klucz muszą być wcześniej zakodowane jak wartości formularza.',
    client_authentication_repeated: () =>
      'Żądanie zawiera więcej niż jeden zestaw poświadczeń klienta. Wyślij tylko jeden, w nagłówku Authorization lub w treści żądania.',
    client_assertion_invalid: ({ claim }) =>
      `Asercja klienta nie została przyjęta: brak ${claim} lub wartość jest inna niż oczekiwana.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `Asercja klienta jest ważna zbyt długo: exp może być najwyżej ${maxSeconds} s w przyszłości.`,
    scope_invalid: () =>
      'Żądany zakres wykracza poza uprawnienia aplikacji i jej właściciela. Zażądaj węższego zakresu lub pomiń scope.',
    token_foreign: () => 'Token należy do innego klienta. Klient może unieważniać tylko własne tokeny.',
    resource_unknown: () =>
      'Zasób nie jest odbiorcą (audience) tej usługi. Podaj jeden z protected_resources w jej metadanych.',

    parameter_missing: ({ parameter }) => `Brak wymaganego parametru: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `Parametr ${parameter} podano więcej niż raz. Wyślij go tylko raz.`,
    parameter_not_text: ({ parameter }) => `Parametr ${parameter} musi być tekstem.`,
    parameter_in_query: () => 'Parametry nie są odczytywane z adresu URL. Wyślij je w treści żądania.',

    host_invalid: () => 'Nagłówek Host jest nieprawidłowy. Wyślij host usługi.',
    path_unknown: () => 'Pod tą ścieżką nic nie ma.',
    site_missing: () => 'Konsola nie jest zbudowana. Uruchom npm run build.',
    method_not_allowed: ({ allowed }) => `Ta metoda nie jest tu dozwolona. Użyj ${allowed.join(' lub ')}.`,
    body_too_large: ({ maxBytes }) => `Treść żądania jest zbyt duża. Maksymalna liczba bajtów: ${maxBytes}.`,
    body_encoding_unsupported: ({ encoding }) =>
      `Kodowanie treści ${encoding} nie jest obsługiwane. Wyślij treść bez kompresji.`,
    body_type_unsupported: ({ accepted }) =>
      `Ten typ zawartości nie jest obsługiwany. Wyślij ${accepted.join(' lub ')}.`,
    body_not_json: () => 'Treść żądania nie jest prawidłowym dokumentem JSON.',
    body_not_object: () => 'Treść żądania musi być obiektem JSON.',
    body_not_form: () => 'Treści żądania nie można odczytać jako formularza.',
    request_aborted: () => 'Żądanie zakończyło się, zanim jego treść była kompletna. Wyślij je ponownie.',
    body_property_unknown: ({ property }) => `Właściwość ${property} nie jest tu znana. Pomiń ją.`,
    body_property_not_boolean: ({ property }) => `${property} musi mieć wartość true lub false.`,

    rate_limited: () => 'Przekroczono limit żądań',
    unavailable: () => 'Spróbuj ponownie za kilka minut.',
    internal: () => 'Coś poszło nie tak.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Filtr kończy się na pozycji ${position}. Oczekiwany element: ${expected}.`
        : `Na pozycji ${position} filtru znajduje się „${found}”. Oczekiwany element: ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `„${found}” na pozycji ${position} filtru nie jest operatorem. Oczekiwany element: ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `„${found}” na pozycji ${position} filtru zawiera wielkie litery. Operatory zapisuje się małymi literami. Oczekiwany element: ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `Na pozycji ${position} filtru znajduje się nieprawidłowy cudzysłów (${found}). Umieść tekst w prostym podwójnym cudzysłowie (").`,
    bad_escape: ({ position, found, expected }) =>
      `„${found}” na pozycji ${position} filtru nie jest prawidłową sekwencją ucieczki. Użyj ${expected}.`,
    unterminated_string: ({ opened }) =>
      `Tekst rozpoczynający się na pozycji ${opened} filtru nie ma zamykającego cudzysłowu. Dodaj na jego końcu podwójny cudzysłów (").`,
    too_long: ({ max }) => `Filtr jest zbyt długi. Maksymalna liczba znaków: ${max}.`,
    too_many_predicates: ({ position, max }) =>
      `Od pozycji ${position} filtr zawiera zbyt wiele porównań. Maksymalna liczba porównań: ${max}.`,
    too_deep: ({ position, max }) =>
      `Na pozycji ${position} filtr jest zbyt głęboko zagnieżdżony. Maksymalna liczba poziomów: ${max}.`,
    field_not_supported: ({ position, field, fields }) =>
      `Nie można filtrować według ${field} (pozycja ${position} filtru). Dostępne pola: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `Pole ${field} nie obsługuje operatora ${operator}, który znajduje się na pozycji ${position} filtru. Użyj ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `„${found}” na pozycji ${position} filtru nie jest prawidłową wartością pola ${field}. Oczekiwana wartość: ${expected}.`,
  },

  expected: {
    field: 'pole',
    value: 'wartość',
    end: 'koniec filtru',
    id: 'identyfikator',
    string: 'tekst',
    number: 'liczba',
    boolean: 'true lub false',
    instant: 'data i godzina w postaci 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'Składnia żądania jest poprawna, ale jego treść jest semantycznie nieprawidłowa.',
    syntax: 'Nie udało się przeanalizować składni żądania.',
    403: 'Serwer zrozumiał żądanie, ale odmawia jego autoryzacji.',
    404: 'Serwer nie znalazł bieżącej reprezentacji zasobu docelowego.',
    405: 'Ta metoda nie jest dozwolona dla zasobu docelowego.',
    413: 'Żądanie jest większe, niż dopuszcza serwer.',
    415: 'Format treści nie jest obsługiwany przez tę metodę dla zasobu docelowego.',
    500: 'Wystąpił błąd wewnętrzny.',
    503: 'Usługa jest obecnie niedostępna.',
  },
}
