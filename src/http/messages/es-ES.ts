import type { Messages } from './messages.ts'

/** Spanish. */
export const esES: Messages = {
  locale: 'es-ES',

  refusals: {
    token_missing: () => 'Error al validar el JWT: falta el JWT; envíe Authorization: Bearer <token>',
    token_malformed: () => 'Error al validar el JWT: el token no es un JWT firmado',
    token_issuer_untrusted: () => 'Error al validar el JWT: el emisor del token no es de confianza aquí',
    token_signature_invalid: () => 'Error al validar el JWT: la firma del JWT no es válida',
    token_expired: () => 'Error al validar el JWT: el JWT ha caducado',
    token_not_yet_valid: () => 'Error al validar el JWT: el JWT todavía no es válido',
    token_claim_invalid: ({ claim }) =>
      `Error al validar el JWT: falta el claim ${claim} o su valor no es el esperado`,
    token_revoked: () => 'Error al validar el JWT: el JWT ha sido revocado',
    token_binding_invalid: () =>
      'Error al validar el JWT: un token vinculado a una clave debe enviarse como DPoP con una prueba de esa clave, y cualquier otro token como Bearer',
    proof_missing: () => 'Falta la prueba DPoP. Envíela en el encabezado DPoP.',
    proof_invalid: ({ claim }) =>
      `Error al validar la prueba DPoP: falta ${claim} o su valor no es el esperado`,
    proof_nonce_required: () =>
      'La prueba DPoP no contiene un nonce válido. Repita la solicitud con el nonce del encabezado de respuesta DPoP-Nonce.',
    permission_missing: () => 'No tiene permisos suficientes.',

    application_unknown: () => 'No se ha encontrado el identificador del recurso.',
    application_name_missing: () => 'Falta un parámetro obligatorio: name.',
    application_name_invalid: () =>
      'El nombre debe ser un texto de 2 a 128 caracteres formado por letras minúsculas (a-z), dígitos, guiones y guiones bajos. Debe empezar por una letra y terminar en una letra o un dígito.',
    application_name_taken: () => 'Ya existe un recurso con este nombre',
    application_limit_reached: ({ max }) =>
      `Ha alcanzado el número máximo de aplicaciones (${max}). Elimine una antes de crear otra.`,

    key_unknown: () => 'Esta aplicación no tiene ninguna clave con este kid.',
    key_private: () =>
      'La clave no es pública. Envíe el JWK público de un nuevo par de claves: una clave privada que se ha enviado se considera revelada.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `No se admite la clave. Envíe un JWK para uno de estos algoritmos: ${algorithms.join(', ')}. Una clave RSA debe tener entre ${minBits} y ${maxBits} bits y el exponente 65537.`,
    key_kid_invalid: ({ max }) =>
      `El kid debe ser un texto de 1 a ${max} caracteres ASCII imprimibles sin espacios, distinto de «.» y «..».`,
    key_kid_taken: () => 'Esta aplicación ya tiene una clave con este kid. Use otro kid.',
    key_limit_reached: ({ max }) =>
      `Esta aplicación ha alcanzado el número máximo de claves (${max}). Elimine una antes de añadir otra.`,

    user_app_unknown: () => 'No existe ninguna app de usuario con este identificador.',
    limit_invalid: ({ max }) => `limit debe ser un número entero de 0 a ${max}.`,
    offset_invalid: ({ max }) => `offset debe ser un número entero de 0 a ${max}.`,
    count_invalid: () => 'count debe ser true o false.',
    filters_missing: () =>
      'filters es obligatorio: indique qué apps de usuario desea obtener, por ejemplo, ownerId eq "…".',
    header_missing: ({ header }) => `El encabezado ${header} es obligatorio. Envíelo con el valor true.`,
    patch_invalid: () =>
      'El cuerpo no es un JSON Patch válido. Envíe un array de operaciones, cada una con op, path y, salvo en remove, value.',
    patch_unsupported: () =>
      'Solo se puede cambiar la cuenta: use la operación add, replace o remove en la ruta /account.',
    account_unavailable: () =>
      'La cuenta no está disponible para esta app de usuario. Elija una de sus cuentas disponibles.',

    import_issuer_unknown: () =>
      'No se ha importado nada. El emisor no está en TRUSTED_ISSUERS. Indique otro emisor o ninguno.',
    import_owner_foreign: ({ line }) =>
      `No se ha importado nada. Línea ${line}: el propietario es una persona de otro emisor. Indique ese emisor o corrija el ID del propietario.`,
    import_line_invalid: ({ line, property }) =>
      `No se ha importado nada. Línea ${line}: falta ${property} o su valor no es correcto.`,
    import_line_not_json: ({ line }) => `No se ha importado nada. La línea ${line} no es un objeto JSON.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `No se ha importado nada. La línea ${line} supera los ${maxBytes} bytes.`,

    grant_type_unsupported: () => 'No se admite el tipo de concesión. Use client_credentials.',
    client_invalid: () => 'El identificador de cliente o el secreto no es correcto.',
    client_authentication_missing: () =>
      'Falta la autenticación del cliente. Envíe el identificador de cliente y el secreto, ya sea con Basic en el encabezado Authorization o en el cuerpo.',
    client_authentication_malformed: () =>
      'No se puede leer el encabezado Authorization. Envíe Basic y, a continuación, en Base64, el identificador de cliente, dos puntos y el secreto; el identificador y el secreto deben codificarse antes como valores de formulario.',
    client_authentication_repeated: () =>
      'La solicitud contiene más de un conjunto de credenciales de cliente. Envíe solo uno, en el encabezado Authorization o en el cuerpo.',
    client_assertion_invalid: ({ claim }) =>
      `No se acepta la aserción del cliente: falta ${claim} o su valor no es el esperado.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `La aserción del cliente es válida demasiado tiempo: exp está como máximo ${maxSeconds} segundos en el futuro.`,
    scope_invalid: () =>
      'El ámbito solicitado supera los permisos de la aplicación y de su propietario. Solicite un ámbito menor u omita scope.',
    token_foreign: () =>
      'El token pertenece a otro cliente. Un cliente solo puede revocar sus propios tokens.',
    resource_unknown: () =>
      'El recurso no es una audiencia de este servicio. Indique uno de protected_resources de sus metadatos.',

    parameter_missing: ({ parameter }) => `Falta un parámetro obligatorio: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `El parámetro ${parameter} aparece más de una vez. Envíelo una sola vez.`,
    parameter_not_text: ({ parameter }) => `El parámetro ${parameter} debe ser un texto.`,
    parameter_in_query: () => 'Los parámetros no se leen de la URL. Envíelos en el cuerpo.',

    host_invalid: () => 'El encabezado Host no es válido. Envíe el host del servicio.',
    path_unknown: () => 'No hay nada en esta ruta.',
    site_missing: () => 'La consola no está compilada. Ejecute npm run build.',
    method_not_allowed: ({ allowed }) => `El método no está permitido aquí. Use ${allowed.join(' o ')}.`,
    body_too_large: ({ maxBytes }) => `El cuerpo es demasiado grande. Envíe ${maxBytes} bytes como máximo.`,
    body_encoding_unsupported: ({ encoding }) =>
      `La codificación de contenido ${encoding} no se admite. Envíe el cuerpo sin comprimir.`,
    body_type_unsupported: ({ accepted }) =>
      `No se admite el tipo de contenido. Envíe ${accepted.join(' o ')}.`,
    body_not_json: () => 'El cuerpo no es JSON válido.',
    body_not_object: () => 'El cuerpo debe ser un objeto JSON.',
    body_not_form: () => 'El cuerpo no se puede leer como formulario.',
    request_aborted: () =>
      'La solicitud terminó antes de que su cuerpo estuviera completo. Envíela de nuevo.',
    body_property_unknown: ({ property }) => `La propiedad ${property} no se reconoce aquí. Omítala.`,
    body_property_not_boolean: ({ property }) => `${property} debe ser true o false.`,

    rate_limited: () => 'Se ha superado el límite de solicitudes',
    unavailable: () => 'Vuelva a intentarlo dentro de unos minutos.',
    internal: () => 'Se ha producido un error.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `El filtro termina en la posición ${position}, donde se esperaba ${expected}.`
        : `En la posición ${position} del filtro aparece «${found}», donde se esperaba ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `En la posición ${position} del filtro, «${found}» no es un operador. Use ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `En la posición ${position} del filtro, «${found}» contiene mayúsculas. Los operadores se escriben en minúsculas: se esperaba ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `En la posición ${position} del filtro hay una comilla no válida (${found}). Escriba el texto entre comillas dobles rectas (").`,
    bad_escape: ({ position, found, expected }) =>
      `En la posición ${position} del filtro, «${found}» no es una secuencia de escape válida. Use ${expected}.`,
    unterminated_string: ({ opened }) =>
      `Al texto que empieza en la posición ${opened} del filtro le falta la comilla de cierre. Añada una comilla doble (") al final.`,
    too_long: ({ max }) => `El filtro es demasiado largo. Use ${max} caracteres como máximo.`,
    too_many_predicates: ({ position, max }) =>
      `El filtro contiene demasiadas comparaciones a partir de la posición ${position}. Use ${max} comparaciones como máximo.`,
    too_deep: ({ position, max }) =>
      `En la posición ${position}, el filtro tiene demasiados niveles de anidamiento. Use ${max} como máximo.`,
    field_not_supported: ({ position, field, fields }) =>
      `No se puede filtrar por ${field} (posición ${position} del filtro). Campos disponibles: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `En la posición ${position} del filtro, ${field} no admite ${operator}; admite ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `En la posición ${position} del filtro, «${found}» no es un valor válido para ${field}. Use ${expected}.`,
  },

  expected: {
    field: 'un campo',
    value: 'un valor',
    end: 'el final del filtro',
    id: 'un identificador',
    string: 'un texto',
    number: 'un número',
    boolean: 'true o false',
    instant: 'una fecha y hora como 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'La sintaxis de la solicitud es correcta, pero su contenido no es semánticamente válido.',
    syntax: 'No se ha podido analizar la solicitud.',
    403: 'El servidor ha entendido la solicitud, pero se niega a autorizarla.',
    404: 'El servidor no ha encontrado una representación actual del recurso de destino.',
    405: 'El método no está permitido para el recurso de destino.',
    413: 'La solicitud supera el tamaño que el servidor está dispuesto a procesar.',
    415: 'Este método no admite el formato del contenido para el recurso de destino.',
    500: 'Se ha producido un error interno.',
    503: 'El servicio no está disponible en este momento.',
  },
}
