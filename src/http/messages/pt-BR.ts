import type { Messages } from './messages.ts'

/** Portuguese, as in Brazil. */
export const ptBR: Messages = {
  locale: 'pt-BR',

  refusals: {
    token_missing: () => 'Falha na validação do JWT: o JWT está ausente; envie Authorization: Bearer <token>',
    token_malformed: () => 'Falha na validação do JWT: o token não é um JWT assinado',
    token_issuer_untrusted: () =>
      'Falha na validação do JWT: o emissor do token não é considerado confiável aqui',
    token_signature_invalid: () => 'Falha na validação do JWT: a assinatura do JWT é inválida',
    token_expired: () => 'Falha na validação do JWT: o JWT expirou',
    token_not_yet_valid: () => 'Falha na validação do JWT: o JWT ainda não é válido',
    token_claim_invalid: ({ claim }) =>
      `Falha na validação do JWT: a declaração ${claim} está ausente ou não tem o valor esperado`,
    token_revoked: () => 'Falha na validação do JWT: o JWT foi revogado',
    token_binding_invalid: () =>
      'Falha na validação do JWT: um token vinculado a uma chave deve ser enviado como DPoP com uma prova dessa chave, e qualquer outro token como Bearer',
    proof_missing: () => 'Falta a prova DPoP. Envie-a no cabeçalho DPoP.',
    proof_invalid: ({ claim }) =>
      `Falha na validação da prova DPoP: ${claim} está ausente ou não tem o valor esperado`,
    proof_nonce_required: () =>
      'A prova DPoP não contém um nonce válido. Repita a requisição com o nonce do cabeçalho de resposta DPoP-Nonce.',
    permission_missing: () => 'Você não tem permissões suficientes.',

    application_unknown: () => 'O ID do recurso não foi encontrado.',
    application_name_missing: () => 'Parâmetro obrigatório ausente: name.',
    application_name_invalid: () =>
      'O nome deve ser um texto de 2 a 128 caracteres formado por letras minúsculas (a-z), dígitos, hifens e sublinhados. Ele deve começar com uma letra e terminar com uma letra ou um dígito.',
    application_name_taken: () => 'Já existe um recurso com este nome',
    application_limit_reached: ({ max }) =>
      `Você atingiu o número máximo de aplicações (${max}). Exclua uma antes de criar outra.`,

    key_unknown: () => 'Esta aplicação não tem nenhuma chave com este kid.',
    key_private: () =>
      'A chave não é pública. Envie o JWK público de um novo par de chaves: uma chave privada que foi enviada é considerada divulgada.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `Não há suporte para a chave. Envie um JWK para um destes algoritmos: ${algorithms.join(', ')}. Uma chave RSA deve ter de ${minBits} a ${maxBits} bits e o expoente 65537.`,
    key_kid_invalid: ({ max }) =>
      `O kid deve ser um texto de 1 a ${max} caracteres ASCII imprimíveis, sem espaços, diferente de “.” e “..”.`,
    key_kid_taken: () => 'Esta aplicação já tem uma chave com este kid. Use outro kid.',
    key_limit_reached: ({ max }) =>
      `Esta aplicação atingiu o número máximo de chaves (${max}). Exclua uma antes de adicionar outra.`,

    user_app_unknown: () => 'Não existe nenhum app de usuário com este ID.',
    limit_invalid: ({ max }) => `limit deve ser um número inteiro de 0 a ${max}.`,
    offset_invalid: ({ max }) => `offset deve ser um número inteiro de 0 a ${max}.`,
    count_invalid: () => 'count deve ser true ou false.',
    filters_missing: () =>
      'filters é obrigatório: informe quais apps de usuário devem ser listados, por exemplo, ownerId eq "…".',
    header_missing: ({ header }) => `O cabeçalho ${header} é obrigatório. Envie-o com o valor true.`,
    patch_invalid: () =>
      'O corpo não é um JSON Patch válido. Envie um array de operações, cada uma com op, path e, exceto em remove, value.',
    patch_unsupported: () =>
      'Só é possível alterar a conta: use a operação add, replace ou remove no caminho /account.',
    account_unavailable: () =>
      'A conta não está disponível para este app de usuário. Escolha uma das contas disponíveis.',

    import_issuer_unknown: () =>
      'Nada foi importado. O emissor não está em TRUSTED_ISSUERS. Informe outro emissor, ou nenhum.',
    import_owner_foreign: ({ line }) =>
      `Nada foi importado. Linha ${line}: o proprietário é uma pessoa de outro emissor. Informe esse emissor ou corrija o ID do proprietário.`,
    import_line_invalid: ({ line, property }) =>
      `Nada foi importado. Linha ${line}: a propriedade ${property} está ausente ou tem um valor incorreto.`,
    import_line_not_json: ({ line }) => `Nada foi importado. A linha ${line} não é um objeto JSON.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `Nada foi importado. A linha ${line} tem mais de ${maxBytes} bytes.`,

    grant_type_unsupported: () => 'Não há suporte para o tipo de concessão. Use client_credentials.',
    client_invalid: () => 'O ID do cliente ou o segredo está incorreto.',
    client_authentication_missing: () =>
      'A autenticação do cliente está ausente. Envie o ID do cliente e o segredo, seja com Basic no cabeçalho Authorization, seja no corpo.',
    client_authentication_malformed: () =>
      'Não é possível ler o cabeçalho Authorization. Envie Basic e, em seguida, em Base64, o ID do cliente, dois-pontos e o segredo; o ID e o segredo devem ser codificados antes como valores de formulário.',
    client_authentication_repeated: () =>
      'A requisição contém mais de um conjunto de credenciais do cliente. Envie apenas um, no cabeçalho Authorization ou no corpo.',
    client_assertion_invalid: ({ claim }) =>
      `A asserção do cliente não foi aceita: ${claim} está ausente ou não tem o valor esperado.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `A asserção do cliente é válida por tempo demais: exp está no máximo ${maxSeconds} segundos no futuro.`,
    scope_invalid: () =>
      'O escopo solicitado excede as permissões da aplicação e de seu proprietário. Solicite um escopo menor ou omita scope.',
    token_foreign: () => 'O token pertence a outro cliente. Um cliente só pode revogar os próprios tokens.',
    resource_unknown: () =>
      'O recurso não é uma audiência deste serviço. Informe um de protected_resources nos seus metadados.',

    parameter_missing: ({ parameter }) => `Parâmetro obrigatório ausente: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `O parâmetro ${parameter} foi informado mais de uma vez. Envie-o uma única vez.`,
    parameter_not_text: ({ parameter }) => `O parâmetro ${parameter} deve ser um texto.`,
    parameter_in_query: () => 'Os parâmetros não são lidos da URL. Envie-os no corpo.',

    host_invalid: () => 'O cabeçalho Host não é válido. Envie o host do serviço.',
    path_unknown: () => 'Não há nada neste caminho.',
    site_missing: () => 'O console não foi compilado. Execute npm run build.',
    method_not_allowed: ({ allowed }) => `O método não é permitido aqui. Use ${allowed.join(' ou ')}.`,
    body_too_large: ({ maxBytes }) => `O corpo é grande demais. Envie no máximo ${maxBytes} bytes.`,
    body_encoding_unsupported: ({ encoding }) =>
      `A codificação de conteúdo ${encoding} não é aceita. Envie o corpo sem compressão.`,
    body_type_unsupported: ({ accepted }) =>
      `Não há suporte para o tipo de conteúdo. Envie ${accepted.join(' ou ')}.`,
    body_not_json: () => 'O corpo não é um JSON válido.',
    body_not_object: () => 'O corpo deve ser um objeto JSON.',
    body_not_form: () => 'O corpo não pode ser lido como um formulário.',
    request_aborted: () => 'A solicitação terminou antes que o corpo estivesse completo. Envie-a novamente.',
    body_property_unknown: ({ property }) => `A propriedade ${property} não é reconhecida aqui. Remova-a.`,
    body_property_not_boolean: ({ property }) => `${property} deve ser true ou false.`,

    rate_limited: () => 'Limite de requisições excedido',
    unavailable: () => 'Tente novamente em alguns minutos.',
    internal: () => 'Algo deu errado.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `O filtro termina na posição ${position}, onde se esperava ${expected}.`
        : `Na posição ${position} do filtro aparece “${found}”, onde se esperava ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `Na posição ${position} do filtro, “${found}” não é um operador. Use ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `Na posição ${position} do filtro, “${found}” contém letras maiúsculas. Os operadores são escritos em minúsculas: esperava-se ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `Na posição ${position} do filtro há uma aspa inválida (${found}). Coloque o texto entre aspas duplas retas (").`,
    bad_escape: ({ position, found, expected }) =>
      `Na posição ${position} do filtro, “${found}” não é uma sequência de escape válida. Use ${expected}.`,
    unterminated_string: ({ opened }) =>
      `O texto que começa na posição ${opened} do filtro não tem a aspa de fechamento. Coloque uma aspa dupla (") no final dele.`,
    too_long: ({ max }) => `O filtro é longo demais. Use no máximo ${max} caracteres.`,
    too_many_predicates: ({ position, max }) =>
      `O filtro contém comparações demais a partir da posição ${position}. Use no máximo ${max} comparações.`,
    too_deep: ({ position, max }) =>
      `Na posição ${position}, o filtro tem níveis de aninhamento demais. Use no máximo ${max}.`,
    field_not_supported: ({ position, field, fields }) =>
      `Não é possível filtrar por ${field} (posição ${position} do filtro). Campos disponíveis: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `Na posição ${position} do filtro, ${field} não aceita ${operator}; aceita ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `Na posição ${position} do filtro, “${found}” não é um valor válido para ${field}. Use ${expected}.`,
  },

  expected: {
    field: 'um campo',
    value: 'um valor',
    end: 'o fim do filtro',
    id: 'um ID',
    string: 'um texto',
    number: 'um número',
    boolean: 'true ou false',
    instant: 'uma data e hora como 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'A sintaxe da requisição está correta, mas seu conteúdo é semanticamente inválido.',
    syntax: 'Não foi possível analisar a requisição.',
    403: 'O servidor entendeu a requisição, mas se recusa a autorizá-la.',
    404: 'O servidor não encontrou uma representação atual do recurso de destino.',
    405: 'O método não é permitido para o recurso de destino.',
    413: 'A requisição é maior do que o servidor está disposto a processar.',
    415: 'O conteúdo está em um formato que este método não aceita no recurso de destino.',
    500: 'Ocorreu uma falha interna.',
    503: 'O serviço não está disponível no momento.',
  },
}
