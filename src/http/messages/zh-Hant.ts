import type { Messages } from './messages.ts'

/** Chinese in traditional characters, as in Taiwan. */
export const zhHant: Messages = {
  locale: 'zh-Hant',

  refusals: {
    token_missing: () => 'JWT 驗證失敗：缺少 JWT；請傳送 Authorization: Bearer <token>',
    token_malformed: () => 'JWT 驗證失敗：權杖不是已簽署的 JWT',
    token_issuer_untrusted: () => 'JWT 驗證失敗：權杖的簽發者不受信任',
    token_signature_invalid: () => 'JWT 驗證失敗：JWT 簽章無效',
    token_expired: () => 'JWT 驗證失敗：JWT 已過期',
    token_not_yet_valid: () => 'JWT 驗證失敗：JWT 尚未生效',
    token_claim_invalid: ({ claim }) => `JWT 驗證失敗：缺少宣告 ${claim}，或其值與預期不符`,
    token_revoked: () => 'JWT 驗證失敗：JWT 已撤銷',
    token_binding_invalid: () =>
      'JWT 驗證失敗：繫結至金鑰的權杖必須以 DPoP 方式連同該金鑰的證明一併傳送，其他權杖則須以 Bearer 方式傳送',
    proof_missing: () => '缺少 DPoP 證明。請在 DPoP 標頭中傳送。',
    proof_invalid: ({ claim }) => `DPoP 證明驗證失敗：缺少 ${claim}，或其值與預期不符`,
    proof_nonce_required: () =>
      'DPoP 證明中沒有有效的 nonce。請使用回應標頭 DPoP-Nonce 中的 nonce 重新傳送要求。',
    permission_missing: () => '您沒有足夠的權限。',

    application_unknown: () => '找不到具有此 ID 的資源。',
    application_name_missing: () => '缺少必要參數：name。',
    application_name_invalid: () =>
      '名稱必須是 2 到 128 個字元的文字，只能包含小寫英文字母、數字、連字號和底線，並以小寫字母開頭，以小寫字母或數字結尾。',
    application_name_taken: () => '已有同名的資源',
    application_limit_reached: ({ max }) =>
      `您的應用程式數量已達 ${max} 個的上限。請先刪除一個，再建立新的應用程式。`,

    key_unknown: () => '此應用程式沒有具有此 kid 的金鑰。',
    key_private: () => '此金鑰不是公開金鑰。請傳送新金鑰組的公開 JWK：已傳送的私密金鑰視同已外洩。',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `不支援此金鑰。請傳送用於下列其中一種演算法的 JWK：${algorithms.join('、')}。RSA 金鑰須為 ${minBits} 至 ${maxBits} 位元，且指數為 65537。`,
    key_kid_invalid: ({ max }) =>
      `kid 必須是 1 到 ${max} 個可列印 ASCII 字元的文字，不含空白，且不能是「.」或「..」。`,
    key_kid_taken: () => '此應用程式已有具有此 kid 的金鑰。請使用其他 kid。',
    key_limit_reached: ({ max }) => `此應用程式的金鑰數量已達 ${max} 個的上限。請先刪除一個，再新增。`,

    user_app_unknown: () => '沒有具有此 ID 的使用者應用程式。',
    limit_invalid: ({ max }) => `limit 必須是 0 到 ${max} 之間的整數。`,
    offset_invalid: ({ max }) => `offset 必須是 0 到 ${max} 之間的整數。`,
    count_invalid: () => 'count 必須是 true 或 false。',
    filters_missing: () => '必須提供 filters。請指定要列出哪些使用者應用程式，例如 ownerId eq "…"。',
    header_missing: ({ header }) => `必須提供標頭 ${header}。傳送時請將其值設為 true。`,
    patch_invalid: () =>
      '本文不是有效的 JSON Patch。請傳送一個作業陣列，其中每項作業都包含 op、path 和 value（remove 作業不需要 value）。',
    patch_unsupported: () => '只能變更帳戶。請對路徑 /account 使用作業 add、replace 或 remove。',
    account_unavailable: () => '此使用者應用程式無法使用該帳戶。請選擇一個可用的帳戶。',

    import_issuer_unknown: () =>
      '未匯入任何內容。該簽發者不在 TRUSTED_ISSUERS 中。請指定其他簽發者，或不指定。',
    import_owner_foreign: ({ line }) =>
      `未匯入任何內容。第 ${line} 行的擁有者屬於其他簽發者。請指定該簽發者，或更正擁有者的 ID。`,
    import_line_invalid: ({ line, property }) =>
      `未匯入任何內容。第 ${line} 行缺少 ${property}，或其值有誤。`,
    import_line_not_json: ({ line }) => `未匯入任何內容。第 ${line} 行不是 JSON 物件。`,
    import_line_too_long: ({ line, maxBytes }) =>
      `未匯入任何內容。第 ${line} 行的長度超過 ${maxBytes} 個位元組。`,

    grant_type_unsupported: () => '不支援此授權類型。請使用 client_credentials。',
    client_invalid: () => '用戶端 ID 或密鑰不正確。',
    client_authentication_missing: () =>
      '缺少用戶端驗證資訊。請傳送用戶端 ID 和密鑰：透過 Authorization 標頭以 Basic 方式傳送，或放在本文中傳送。',
    client_authentication_malformed: () =>
      '無法讀取 Authorization 標頭。請傳送 Basic，後面接一段 Base64 編碼，其內容依序為：經過表單編碼的用戶端 ID、一個冒號、經過表單編碼的密鑰。',
    client_authentication_repeated: () =>
      '要求包含多組用戶端認證。請只傳送一組，放在 Authorization 標頭或本文中。',
    client_assertion_invalid: ({ claim }) => `不接受此用戶端判斷提示：缺少 ${claim}，或其值與預期不符。`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `用戶端判斷提示的有效期過長：exp 最多為 ${maxSeconds} 秒之後。`,
    scope_invalid: () => '要求的 scope 超出應用程式及其擁有者的權限。請縮小要求的範圍，或省略 scope。',
    token_foreign: () => '該權杖屬於其他用戶端。用戶端只能撤銷自己的權杖。',
    resource_unknown: () => '該資源不是此服務的 audience。請指定其中繼資料中 protected_resources 裡的一項。',

    parameter_missing: ({ parameter }) => `缺少必要參數：${parameter}。`,
    parameter_repeated: ({ parameter }) => `參數 ${parameter} 出現多次。請只傳送一次。`,
    parameter_not_text: ({ parameter }) => `參數 ${parameter} 必須是文字。`,
    parameter_in_query: () => '系統不會從網址讀取參數。請在本文中傳送參數。',

    host_invalid: () => 'Host 標頭無效。請傳送服務的主機名稱。',
    path_unknown: () => '此路徑沒有任何內容。',
    site_missing: () => '主控台尚未建置。請執行 npm run build。',
    method_not_allowed: ({ allowed }) => `此處不允許使用該方法。請使用 ${allowed.join(' 或 ')}。`,
    body_too_large: ({ maxBytes }) => `本文過大。最多只能傳送 ${maxBytes} 個位元組。`,
    body_encoding_unsupported: ({ encoding }) => `不支援內容編碼 ${encoding}。請傳送未壓縮的本文。`,
    body_type_unsupported: ({ accepted }) => `不支援此內容類型。請傳送 ${accepted.join(' 或 ')}。`,
    body_not_json: () => '本文不是有效的 JSON。',
    body_not_object: () => '本文必須是 JSON 物件。',
    body_not_form: () => '無法將本文解讀為表單。',
    request_aborted: () => '請求在本文完整之前就結束了。請重新傳送。',
    body_property_unknown: ({ property }) => `此處無法辨識屬性 ${property}。請將其移除。`,
    body_property_not_boolean: ({ property }) => `${property} 必須為 true 或 false。`,

    rate_limited: () => '已超過速率限制',
    unavailable: () => '請過幾分鐘再試一次。',
    internal: () => '發生錯誤。',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `篩選條件在位置 ${position} 結束，但此處應為：${expected}。`
        : `篩選條件的位置 ${position} 出現「${found}」，但此處應為：${expected}。`,
    unknown_operator: ({ position, found, expected }) =>
      `篩選條件中位置 ${position} 的「${found}」不是運算子。請使用：${expected}。`,
    upper_case_operator: ({ position, found, expected }) =>
      `篩選條件中位置 ${position} 的「${found}」含有大寫字母。運算子必須小寫，此處應為：${expected}。`,
    wrong_quote: ({ position, found }) =>
      `篩選條件的位置 ${position} 出現不支援的引號（${found}）。請將文字放在半形雙引號（"）中。`,
    bad_escape: ({ position, found, expected }) =>
      `篩選條件中位置 ${position} 的「${found}」不是有效的逸出序列。請使用：${expected}。`,
    unterminated_string: ({ opened }) =>
      `篩選條件中從位置 ${opened} 開始的文字缺少結尾引號。請在其後加上半形雙引號。`,
    too_long: ({ max }) => `篩選條件過長。最多只能使用 ${max} 個字元。`,
    too_many_predicates: ({ position, max }) =>
      `篩選條件從位置 ${position} 起超出比較的數量上限。最多只能使用 ${max} 個比較。`,
    too_deep: ({ position, max }) => `篩選條件在位置 ${position} 的巢狀層級過深。最多只能有 ${max} 層。`,
    field_not_supported: ({ position, field, fields }) =>
      `無法依 ${field} 篩選（篩選條件的位置 ${position}）。可用的欄位：${fields}。`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `在篩選條件的位置 ${position}，${field} 不支援 ${operator}，支援的運算子為：${expected}。`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `篩選條件中位置 ${position} 的「${found}」不是 ${field} 的有效值。請使用：${expected}。`,
  },

  expected: {
    field: '欄位',
    value: '值',
    end: '篩選條件的結尾',
    id: 'ID',
    string: '文字',
    number: '數字',
    boolean: 'true 或 false',
    instant: '格式如 2026-01-31T12:00:00Z 的日期和時間',
  },

  general: {
    400: '要求的語法正確，但其內容在語意上無效。',
    syntax: '無法剖析此要求。',
    403: '伺服器了解此要求，但拒絕授權。',
    404: '伺服器找不到目標資源目前的表示法。',
    405: '目標資源不允許使用此方法。',
    413: '要求的大小超過伺服器允許的上限。',
    415: '目標資源的這個方法不支援此內容格式。',
    500: '發生內部錯誤。',
    503: '服務目前無法使用。',
  },
}
