import type { Messages } from './messages.ts'

/** Chinese in simplified characters. */
export const zhHans: Messages = {
  locale: 'zh-Hans',

  refusals: {
    token_missing: () => 'JWT 验证失败：缺少 JWT；请发送 Authorization: Bearer <token>',
    token_malformed: () => 'JWT 验证失败：令牌不是已签名的 JWT',
    token_issuer_untrusted: () => 'JWT 验证失败：令牌的颁发者不受信任',
    token_signature_invalid: () => 'JWT 验证失败：JWT 签名无效',
    token_expired: () => 'JWT 验证失败：JWT 已过期',
    token_not_yet_valid: () => 'JWT 验证失败：JWT 尚未生效',
    token_claim_invalid: ({ claim }) => `JWT 验证失败：缺少声明 ${claim}，或其值与预期不符`,
    token_revoked: () => 'JWT 验证失败：JWT 已被吊销',
    token_binding_invalid: () =>
      'JWT 验证失败：绑定到密钥的令牌必须以 DPoP 方式连同该密钥的证明一起发送，其他令牌则须以 Bearer 方式发送',
    proof_missing: () => '缺少 DPoP 证明。请在 DPoP 标头中发送。',
    proof_invalid: ({ claim }) => `DPoP 证明验证失败：缺少 ${claim}，或其值与预期不符`,
    proof_nonce_required: () =>
      'DPoP 证明中没有有效的 nonce。请使用响应标头 DPoP-Nonce 中的 nonce 重新发送请求。',
    permission_missing: () => '您没有足够的权限。',

    application_unknown: () => '找不到具有此 ID 的资源。',
    application_name_missing: () => '缺少必需参数：name。',
    application_name_invalid: () =>
      '名称必须是 2 到 128 个字符的文本，只能包含小写英文字母、数字、连字符和下划线，并且以小写字母开头，以小写字母或数字结尾。',
    application_name_taken: () => '已存在同名资源',
    application_limit_reached: ({ max }) =>
      `您的应用程序数量已达到 ${max} 个的上限。请先删除一个，然后再创建。`,

    key_unknown: () => '此应用程序没有具有此 kid 的密钥。',
    key_private: () => '该密钥不是公钥。请发送新密钥对的公钥 JWK：已发送的私钥视为已泄露。',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `不支持该密钥。请发送用于以下算法之一的 JWK：${algorithms.join('、')}。RSA 密钥须为 ${minBits} 至 ${maxBits} 位，且指数为 65537。`,
    key_kid_invalid: ({ max }) =>
      `kid 必须是 1 到 ${max} 个可打印 ASCII 字符的文本，不含空格，且不能是“.”或“..”。`,
    key_kid_taken: () => '此应用程序已有具有此 kid 的密钥。请使用其他 kid。',
    key_limit_reached: ({ max }) => `此应用程序的密钥数量已达到 ${max} 个的上限。请先删除一个，然后再添加。`,

    user_app_unknown: () => '不存在具有此 ID 的用户应用。',
    limit_invalid: ({ max }) => `limit 必须是 0 到 ${max} 之间的整数。`,
    offset_invalid: ({ max }) => `offset 必须是 0 到 ${max} 之间的整数。`,
    count_invalid: () => 'count 必须是 true 或 false。',
    filters_missing: () => '必须提供 filters。请指定要列出哪些用户应用，例如 ownerId eq "…"。',
    header_missing: ({ header }) => `必须提供标头 ${header}。发送时请将其值设为 true。`,
    patch_invalid: () =>
      '正文不是有效的 JSON Patch。请发送一个操作数组，其中每个操作都包含 op、path 和 value（remove 操作无需 value）。',
    patch_unsupported: () => '只能更改账户。请对路径 /account 使用操作 add、replace 或 remove。',
    account_unavailable: () => '此用户应用无法使用该账户。请选择一个可用的账户。',

    import_issuer_unknown: () =>
      '未导入任何内容。该颁发者不在 TRUSTED_ISSUERS 中。请指定其他颁发者，或不指定。',
    import_owner_foreign: ({ line }) =>
      `未导入任何内容。第 ${line} 行的所有者属于其他颁发者。请指定该颁发者，或更正所有者的 ID。`,
    import_line_invalid: ({ line, property }) =>
      `未导入任何内容。第 ${line} 行缺少 ${property}，或其值有误。`,
    import_line_not_json: ({ line }) => `未导入任何内容。第 ${line} 行不是 JSON 对象。`,
    import_line_too_long: ({ line, maxBytes }) =>
      `未导入任何内容。第 ${line} 行的长度超过 ${maxBytes} 字节。`,

    grant_type_unsupported: () => '不支持该授权类型。请使用 client_credentials。',
    client_invalid: () => '客户端 ID 或密钥不正确。',
    client_authentication_missing: () =>
      '缺少客户端身份验证信息。请发送客户端 ID 和密钥：通过 Authorization 标头以 Basic 方式发送，或在正文中发送。',
    client_authentication_malformed: () =>
      '无法读取 Authorization 标头。请发送 Basic，后跟一段 Base64 编码，其内容依次为：经过表单编码的客户端 ID、一个冒号、经过表单编码的密钥。',
    client_authentication_repeated: () =>
      '请求包含多组客户端凭据。请只发送一组，放在 Authorization 标头或正文中。',
    client_assertion_invalid: ({ claim }) => `不接受该客户端断言：缺少 ${claim}，或其值与预期不符。`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `客户端断言的有效期过长：exp 最多为 ${maxSeconds} 秒之后。`,
    scope_invalid: () => '请求的 scope 超出了应用程序及其所有者的权限。请缩小请求范围，或省略 scope。',
    token_foreign: () => '该令牌属于其他客户端。客户端只能撤销自己的令牌。',
    resource_unknown: () => '该资源不是此服务的 audience。请指定其元数据中 protected_resources 里的一项。',

    parameter_missing: ({ parameter }) => `缺少必需参数：${parameter}。`,
    parameter_repeated: ({ parameter }) => `参数 ${parameter} 出现了多次。请只发送一次。`,
    parameter_not_text: ({ parameter }) => `参数 ${parameter} 必须是文本。`,
    parameter_in_query: () => '不会从 URL 中读取参数。请在正文中发送参数。',

    host_invalid: () => 'Host 标头无效。请发送服务的主机名。',
    path_unknown: () => '此路径下没有任何内容。',
    site_missing: () => '控制台尚未构建。请运行 npm run build。',
    method_not_allowed: ({ allowed }) => `此处不允许使用该方法。请使用 ${allowed.join(' 或 ')}。`,
    body_too_large: ({ maxBytes }) => `正文过大。最多只能发送 ${maxBytes} 字节。`,
    body_encoding_unsupported: ({ encoding }) => `不支持内容编码 ${encoding}。请发送未压缩的正文。`,
    body_type_unsupported: ({ accepted }) => `不支持该内容类型。请发送 ${accepted.join(' 或 ')}。`,
    body_not_json: () => '正文不是有效的 JSON。',
    body_not_object: () => '正文必须是 JSON 对象。',
    body_not_form: () => '无法将正文解析为表单。',
    request_aborted: () => '请求在正文完整之前就结束了。请重新发送。',
    body_property_unknown: ({ property }) => `此处无法识别属性 ${property}。请将其删除。`,
    body_property_not_boolean: ({ property }) => `${property} 必须为 true 或 false。`,

    rate_limited: () => '已超出速率限制',
    unavailable: () => '请过几分钟再试。',
    internal: () => '出现错误。',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `筛选条件在位置 ${position} 处结束，但此处应为：${expected}。`
        : `筛选条件的位置 ${position} 处出现“${found}”，但此处应为：${expected}。`,
    unknown_operator: ({ position, found, expected }) =>
      `筛选条件的位置 ${position} 处的“${found}”不是运算符。请使用：${expected}。`,
    upper_case_operator: ({ position, found, expected }) =>
      `筛选条件的位置 ${position} 处的“${found}”含有大写字母。运算符必须小写，此处应为：${expected}。`,
    wrong_quote: ({ position, found }) =>
      `筛选条件的位置 ${position} 处出现不支持的引号（${found}）。请将文本放在英文双引号（"）中。`,
    bad_escape: ({ position, found, expected }) =>
      `筛选条件的位置 ${position} 处的“${found}”不是有效的转义序列。请使用：${expected}。`,
    unterminated_string: ({ opened }) =>
      `筛选条件中从位置 ${opened} 开始的文本缺少结束引号。请在其后加上英文双引号。`,
    too_long: ({ max }) => `筛选条件过长。最多只能使用 ${max} 个字符。`,
    too_many_predicates: ({ position, max }) =>
      `筛选条件从位置 ${position} 处起超出了比较的数量上限。最多只能使用 ${max} 个比较。`,
    too_deep: ({ position, max }) => `筛选条件在位置 ${position} 处嵌套过深。最多只能嵌套 ${max} 层。`,
    field_not_supported: ({ position, field, fields }) =>
      `不能按 ${field} 筛选（筛选条件的位置 ${position} 处）。可用字段：${fields}。`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `筛选条件的位置 ${position} 处，${field} 不支持 ${operator}，支持的运算符为：${expected}。`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `筛选条件的位置 ${position} 处的“${found}”不是 ${field} 的有效值。请使用：${expected}。`,
  },

  expected: {
    field: '字段',
    value: '值',
    end: '筛选条件的结尾',
    id: 'ID',
    string: '文本',
    number: '数字',
    boolean: 'true 或 false',
    instant: '形如 2026-01-31T12:00:00Z 的日期和时间',
  },

  general: {
    400: '请求的语法正确，但其内容在语义上无效。',
    syntax: '无法解析该请求。',
    403: '服务器理解该请求，但拒绝授权。',
    404: '服务器找不到目标资源的当前表示形式。',
    405: '目标资源不允许使用该方法。',
    413: '请求的大小超出了服务器允许的上限。',
    415: '目标资源上的此方法不支持该内容格式。',
    500: '发生内部故障。',
    503: '服务目前不可用。',
  },
}
