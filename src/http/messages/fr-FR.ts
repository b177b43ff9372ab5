import type { Messages } from './messages.ts'

/** French. The spaces before colons and semicolons and inside guillemets are no-break spaces. */
export const frFR: Messages = {
  locale: 'fr-FR',

  refusals: {
    token_missing: () =>
      'Échec de la validation du JWT : le JWT est absent ; envoyez Authorization: Bearer <token>',
    token_malformed: () => 'Échec de la validation du JWT : le jeton n’est pas un JWT signé',
    token_issuer_untrusted: () =>
      'Échec de la validation du JWT : l’émetteur du jeton n’est pas considéré ici comme fiable',
    token_signature_invalid: () => 'Échec de la validation du JWT : la signature du JWT n’est pas valide',
    token_expired: () => 'Échec de la validation du JWT : le JWT a expiré',
    token_not_yet_valid: () => 'Échec de la validation du JWT : le JWT n’est pas encore valide',
    token_claim_invalid: ({ claim }) =>
      `Échec de la validation du JWT : la revendication ${claim} est absente ou n’a pas la valeur attendue`,
    token_revoked: () => 'Échec de la validation du JWT : le JWT a été révoqué',
    token_binding_invalid: () =>
      'Échec de la validation du JWT : un jeton lié à une clé doit être envoyé en DPoP avec une preuve de cette clé, et tout autre jeton en Bearer',
    proof_missing: () => 'La preuve DPoP est absente. Envoyez-la dans l’en-tête DPoP.',
    proof_invalid: ({ claim }) =>
      `Échec de la validation de la preuve DPoP : ${claim} est absent ou n’a pas la valeur attendue`,
    proof_nonce_required: () =>
      'La preuve DPoP ne contient pas de nonce valide. Renvoyez la requête avec le nonce de l’en-tête de réponse DPoP-Nonce.',
    permission_missing: () => 'Vous ne disposez pas d’autorisations suffisantes.',

    application_unknown: () => 'L’identifiant de la ressource est introuvable.',
    application_name_missing: () => 'Paramètre obligatoire manquant : name.',
    application_name_invalid: () =>
      'Le nom doit être un texte de 2 à 128 caractères, composé de lettres minuscules (a-z), de chiffres, de traits d’union et de traits de soulignement. Il doit commencer par une lettre et se terminer par une lettre ou un chiffre.',
    application_name_taken: () => 'Une ressource portant ce nom existe déjà',
    application_limit_reached: ({ max }) =>
      `Vous avez atteint le nombre maximal d’applications (${max}). Supprimez-en une avant d’en créer une autre.`,

    key_unknown: () => 'Cette application n’a aucune clé portant ce kid.',
    key_private: () =>
      'La clé n’est pas publique. Envoyez le JWK public d’une nouvelle paire de clés : une clé privée qui a été envoyée est considérée comme divulguée.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `La clé n’est pas prise en charge. Envoyez un JWK pour l’un de ces algorithmes : ${algorithms.join(', ')}. Une clé RSA doit avoir de ${minBits} à ${maxBits} bits et l’exposant 65537.`,
    key_kid_invalid: ({ max }) =>
      `Le kid doit être un texte de 1 à ${max} caractères ASCII imprimables, sans espace, autre que « . » et « .. ».`,
    key_kid_taken: () => 'Cette application a déjà une clé portant ce kid. Utilisez un autre kid.',
    key_limit_reached: ({ max }) =>
      `Cette application a atteint le nombre maximal de clés (${max}). Supprimez-en une avant d’en ajouter une autre.`,

    user_app_unknown: () => 'Aucune app utilisateur ne correspond à cet identifiant.',
    limit_invalid: ({ max }) => `limit doit être un nombre entier compris entre 0 et ${max}.`,
    offset_invalid: ({ max }) => `offset doit être un nombre entier compris entre 0 et ${max}.`,
    count_invalid: () => 'count doit être true ou false.',
    filters_missing: () =>
      'filters est obligatoire : indiquez les apps utilisateur à répertorier, par exemple ownerId eq "…".',
    header_missing: ({ header }) => `L’en-tête ${header} est obligatoire. Envoyez-le avec la valeur true.`,
    patch_invalid: () =>
      'Le corps de la requête n’est pas un JSON Patch valide. Envoyez un tableau d’opérations, chacune avec op, path et, sauf pour remove, value.',
    patch_unsupported: () =>
      'Seul le compte peut être modifié : utilisez l’opération add, replace ou remove sur le chemin /account.',
    account_unavailable: () =>
      'Le compte n’est pas disponible pour cette app utilisateur. Choisissez l’un de ses comptes disponibles.',

    import_issuer_unknown: () =>
      'Rien n’a été importé. L’émetteur ne figure pas dans TRUSTED_ISSUERS. Indiquez un autre émetteur, ou aucun.',
    import_owner_foreign: ({ line }) =>
      `Rien n’a été importé. Ligne ${line} : le propriétaire est une personne d’un autre émetteur. Indiquez cet émetteur, ou corrigez l’identifiant du propriétaire.`,
    import_line_invalid: ({ line, property }) =>
      `Rien n’a été importé. Ligne ${line} : la propriété ${property} est absente ou sa valeur est incorrecte.`,
    import_line_not_json: ({ line }) => `Rien n’a été importé. La ligne ${line} n’est pas un objet JSON.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Rien n’a été importé. La ligne ${line} dépasse ${maxBytes} octets.`,

    grant_type_unsupported: () => 'Le type d’octroi n’est pas pris en charge. Utilisez client_credentials.',
    client_invalid: () => 'L’identifiant client ou le secret est incorrect.',
    client_authentication_missing: () =>
      'L’authentification du client est manquante. Envoyez l’identifiant client et le secret, soit avec Basic dans l’en-tête Authorization, soit dans le corps de la requête.',
    client_authentication_malformed: () =>
      'L’en-tête Authorization est illisible. Envoyez Basic, puis en Base64 l’identifiant client, un deux-points et le secret, l’identifiant et le secret étant au préalable encodés comme des valeurs de formulaire.',
    client_authentication_repeated: () =>
      'La requête contient plusieurs jeux d’informations d’identification du client. N’en envoyez qu’un, dans l’en-tête Authorization ou dans le corps de la requête.',
    client_assertion_invalid: ({ claim }) =>
      `L’assertion du client n’est pas acceptée : ${claim} est absent ou n’a pas la valeur attendue.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `L’assertion du client est valide trop longtemps : exp est au plus ${maxSeconds} secondes dans le futur.`,
    scope_invalid: () =>
      'L’étendue demandée dépasse les droits de l’application et de son propriétaire. Demandez une étendue plus restreinte ou omettez scope.',
    token_foreign: () =>
      'Le jeton appartient à un autre client. Un client ne peut révoquer que ses propres jetons.',
    resource_unknown: () =>
      'La ressource n’est pas une audience de ce service. Indiquez l’une de celles de protected_resources dans ses métadonnées.',

    parameter_missing: ({ parameter }) => `Paramètre obligatoire manquant : ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `Le paramètre ${parameter} est indiqué plusieurs fois. Envoyez-le une seule fois.`,
    parameter_not_text: ({ parameter }) => `Le paramètre ${parameter} doit être un texte.`,
    parameter_in_query: () =>
      'Les paramètres ne sont pas lus dans l’URL. Envoyez-les dans le corps de la requête.',

    host_invalid: () => 'L’en-tête Host n’est pas valide. Envoyez l’hôte du service.',
    path_unknown: () => 'Il n’existe rien à ce chemin.',
    site_missing: () => 'La console n’est pas construite. Exécutez npm run build.',
    method_not_allowed: ({ allowed }) =>
      `La méthode n’est pas autorisée ici. Utilisez ${allowed.join(' ou ')}.`,
    body_too_large: ({ maxBytes }) =>
      `Le corps de la requête est trop volumineux. Envoyez ${maxBytes} octets au maximum.`,
    body_encoding_unsupported: ({ encoding }) =>
      `L’encodage de contenu ${encoding} n’est pas pris en charge. Envoyez le corps sans compression.`,
    body_type_unsupported: ({ accepted }) =>
      `Le type de contenu n’est pas pris en charge. Envoyez ${accepted.join(' ou ')}.`,
    body_not_json: () => 'Le corps de la requête n’est pas du JSON valide.',
    body_not_object: () => 'Le corps de la requête doit être un objet JSON.',
    body_not_form: () => 'Le corps de la requête ne peut pas être lu comme un formulaire.',
    request_aborted: () =>
      'La requête s’est terminée avant que son corps soit complet. Envoyez-la de nouveau.',
    body_property_unknown: ({ property }) => `La propriété ${property} n’est pas reconnue ici. Retirez-la.`,
    body_property_not_boolean: ({ property }) => `${property} doit être true ou false.`,

    rate_limited: () => 'Limite de requêtes dépassée',
    unavailable: () => 'Veuillez réessayer dans quelques minutes.',
    internal: () => 'Une erreur s’est produite.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `Le filtre se termine à la position ${position}, là où l’on attend ${expected}.`
        : `À la position ${position} du filtre se trouve « ${found} », là où l’on attend ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `À la position ${position} du filtre, « ${found} » n’est pas un opérateur. Utilisez ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `À la position ${position} du filtre, « ${found} » contient des majuscules. Les opérateurs s’écrivent en minuscules : on attend ici ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `À la position ${position} du filtre se trouve un guillemet non valide (${found}). Placez le texte entre guillemets doubles droits (").`,
    bad_escape: ({ position, found, expected }) =>
      `À la position ${position} du filtre, « ${found} » n’est pas une séquence d’échappement valide. Utilisez ${expected}.`,
    unterminated_string: ({ opened }) =>
      `Le texte qui commence à la position ${opened} du filtre n’a pas de guillemet fermant. Ajoutez un guillemet double (") à la fin.`,
    too_long: ({ max }) => `Le filtre est trop long. Utilisez ${max} caractères au maximum.`,
    too_many_predicates: ({ position, max }) =>
      `Le filtre contient trop de comparaisons à partir de la position ${position}. Utilisez ${max} comparaisons au maximum.`,
    too_deep: ({ position, max }) =>
      `À la position ${position}, l’imbrication du filtre est trop profonde. Utilisez ${max} niveaux au maximum.`,
    field_not_supported: ({ position, field, fields }) =>
      `Impossible de filtrer sur ${field} (position ${position} du filtre). Champs disponibles : ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `À la position ${position} du filtre, ${field} ne prend pas en charge ${operator}. Utilisez ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `À la position ${position} du filtre, « ${found} » n’est pas une valeur valide pour ${field}. Utilisez ${expected}.`,
  },

  expected: {
    field: 'un champ',
    value: 'une valeur',
    end: 'la fin du filtre',
    id: 'un identifiant',
    string: 'un texte',
    number: 'un nombre',
    boolean: 'true ou false',
    instant: 'une date et une heure telles que 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'La syntaxe de la requête est correcte, mais son contenu n’est pas valide sur le plan sémantique.',
    syntax: 'La requête n’a pas pu être analysée.',
    403: 'Le serveur a compris la requête, mais refuse de l’autoriser.',
    404: 'Le serveur n’a pas trouvé de représentation actuelle de la ressource cible.',
    405: 'La méthode n’est pas autorisée pour la ressource cible.',
    413: 'La requête dépasse la taille que le serveur accepte de traiter.',
    415: 'Le format du contenu n’est pas pris en charge par cette méthode pour la ressource cible.',
    500: 'Une erreur interne s’est produite.',
    503: 'Le service n’est pas disponible pour le moment.',
  },
}
