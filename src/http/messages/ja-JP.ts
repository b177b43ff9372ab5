import type { Messages } from './messages.ts'

/** Japanese. */
export const jaJP: Messages = {
  locale: 'ja-JP',

  refusals: {
    token_missing: () =>
      'JWTの検証に失敗しました: JWTがありません。Authorization: Bearer <token> の形式のヘッダーを送信してください',
    token_malformed: () => 'JWTの検証に失敗しました: トークンが署名付きのJWTではありません',
    token_issuer_untrusted: () => 'JWTの検証に失敗しました: トークンの発行者は信頼されていません',
    token_signature_invalid: () => 'JWTの検証に失敗しました: JWTの署名が無効です',
    token_expired: () => 'JWTの検証に失敗しました: JWTの有効期限が切れています',
    token_not_yet_valid: () => 'JWTの検証に失敗しました: JWTはまだ有効になっていません',
    token_claim_invalid: ({ claim }) =>
      `JWTの検証に失敗しました: クレーム${claim}がないか、値が想定と異なります`,
    token_revoked: () => 'JWTの検証に失敗しました: JWTは取り消されています',
    token_binding_invalid: () =>
      'JWTの検証に失敗しました: 鍵に紐付けられたトークンは、その鍵の証明とともにDPoPで送信し、それ以外のトークンはBearerで送信してください',
    proof_missing: () => 'DPoP証明がありません。DPoPヘッダーで送信してください。',
    proof_invalid: ({ claim }) => `DPoPプルーフの検証に失敗しました: ${claim}がないか、値が想定と異なります`,
    proof_nonce_required: () =>
      'DPoPプルーフに有効なnonceがありません。DPoP-Nonceレスポンスヘッダーのnonceを使用して、リクエストを再送信してください。',
    permission_missing: () => '必要な権限がありません。',

    application_unknown: () => '指定されたIDのリソースが見つかりません。',
    application_name_missing: () => '必須パラメーターがありません: name。',
    application_name_invalid: () =>
      '名前は2～128文字のテキストで指定してください。使用できるのは英小文字、数字、ハイフン、アンダースコアで、先頭は英小文字、末尾は英小文字または数字にする必要があります。',
    application_name_taken: () => 'この名前のリソースはすでに存在します',
    application_limit_reached: ({ max }) =>
      `アプリケーションの数が上限の${max}個に達しています。新しく作成するには、既存のものを1つ削除してください。`,

    key_unknown: () => 'このアプリケーションには、このkidの鍵がありません。',
    key_private: () =>
      '公開鍵ではありません。新しい鍵ペアを作成し、その公開鍵のJWKを送信してください。送信された秘密鍵は漏洩したものと見なされます。',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `この鍵はサポートされていません。次のいずれかのアルゴリズム用のJWKを送信してください: ${algorithms.join('、')}。RSA鍵の場合は、${minBits}～${maxBits}ビットで、指数が65537である必要があります。`,
    key_kid_invalid: ({ max }) =>
      `kidは、空白を含まない1～${max}文字の印字可能なASCII文字で指定してください。「.」と「..」は使用できません。`,
    key_kid_taken: () => 'このアプリケーションには、このkidの鍵がすでにあります。別のkidを使用してください。',
    key_limit_reached: ({ max }) =>
      `このアプリケーションの鍵の数が上限の${max}個に達しています。追加するには、既存の鍵を1つ削除してください。`,

    user_app_unknown: () => 'このIDのユーザーアプリはありません。',
    limit_invalid: ({ max }) => `limitには0から${max}までの整数を指定してください。`,
    offset_invalid: ({ max }) => `offsetには0から${max}までの整数を指定してください。`,
    count_invalid: () => 'countにはtrueまたはfalseを指定してください。',
    filters_missing: () =>
      'filtersは必須です。一覧に含めるユーザーアプリの条件を指定してください（例: ownerId eq "…"）。',
    header_missing: ({ header }) => `${header}ヘッダーは必須です。値にtrueを指定して送信してください。`,
    patch_invalid: () =>
      '本文が有効なJSON Patchではありません。op、path、value（removeの場合は不要）を持つ操作の配列を送信してください。',
    patch_unsupported: () =>
      '変更できるのはアカウントだけです。パス /account に対して、add、replace、removeのいずれかの操作を使用してください。',
    account_unavailable: () =>
      '指定されたアカウントは、このユーザーアプリでは使用できません。選択可能なアカウントのいずれかを指定してください。',

    import_issuer_unknown: () =>
      'インポートは行われませんでした。発行者がTRUSTED_ISSUERSにありません。別の発行者を指定するか、指定を省いてください。',
    import_owner_foreign: ({ line }) =>
      `インポートは行われませんでした。${line}行目: 所有者は別の発行者のユーザーです。その発行者を指定するか、所有者のIDを修正してください。`,
    import_line_invalid: ({ line, property }) =>
      `インポートは行われませんでした。${line}行目: ${property}がないか、値が正しくありません。`,
    import_line_not_json: ({ line }) =>
      `インポートは行われませんでした。${line}行目がJSONオブジェクトではありません。`,
    import_line_too_long: ({ line, maxBytes }) =>
      `インポートは行われませんでした。${line}行目の長さが${maxBytes}バイトを超えています。`,

    grant_type_unsupported: () =>
      'このグラントタイプはサポートされていません。client_credentialsを使用してください。',
    client_invalid: () => 'クライアントIDまたはシークレットが正しくありません。',
    client_authentication_missing: () =>
      'クライアントの認証情報がありません。クライアントIDとシークレットを、AuthorizationヘッダーのBasic認証または本文で送信してください。',
    client_authentication_malformed: () =>
      'Authorizationヘッダーを読み取れません。フォームエンコードしたクライアントID、コロン、フォームエンコードしたシークレットをつなげてBase64でエンコードし、Basicに続けて送信してください。',
    client_authentication_repeated: () =>
      'リクエストに複数組のクライアント認証情報が含まれています。Authorizationヘッダーまたは本文のどちらかで、1組だけ送信してください。',
    client_assertion_invalid: ({ claim }) =>
      `クライアントアサーションを受け付けられません: ${claim}がないか、値が想定と異なります。`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `クライアントアサーションの有効期間が長すぎます: expは最長${maxSeconds}秒先までです。`,
    scope_invalid: () =>
      '要求されたscopeが、アプリケーションとその所有者の権限を超えています。範囲を狭めるか、scopeを省略してください。',
    token_foreign: () =>
      'トークンは別のクライアントのものです。クライアントが失効できるのは自身のトークンだけです。',
    resource_unknown: () =>
      'リソースはこのサービスのaudienceではありません。メタデータのprotected_resourcesにあるものを指定してください。',

    parameter_missing: ({ parameter }) => `必須パラメーターがありません: ${parameter}。`,
    parameter_repeated: ({ parameter }) =>
      `パラメーター${parameter}が複数回指定されています。1回だけ指定してください。`,
    parameter_not_text: ({ parameter }) => `パラメーター${parameter}はテキストで指定してください。`,
    parameter_in_query: () =>
      'URLに含まれるパラメーターは読み取られません。パラメーターは本文で送信してください。',

    host_invalid: () => 'Hostヘッダーが正しくありません。サービスのホストを送信してください。',
    path_unknown: () => 'このパスには何もありません。',
    site_missing: () => 'コンソールはまだビルドされていません。npm run build で作成してください。',
    method_not_allowed: ({ allowed }) =>
      `このメソッドはここでは使用できません。${allowed.join('または')}を使用してください。`,
    body_too_large: ({ maxBytes }) => `本文が大きすぎます。${maxBytes}バイト以下にしてください。`,
    body_encoding_unsupported: ({ encoding }) =>
      `コンテンツエンコーディング${encoding}はサポートされていません。本文を圧縮せずに送信してください。`,
    body_type_unsupported: ({ accepted }) =>
      `このコンテンツタイプはサポートされていません。${accepted.join('または')}で送信してください。`,
    body_not_json: () => '本文が有効なJSONではありません。',
    body_not_object: () => '本文はJSONオブジェクトでなければなりません。',
    body_not_form: () => '本文をフォームとして読み取れません。',
    request_aborted: () => '本文がすべて届く前にリクエストが終了しました。もう一度送信してください。',
    body_property_unknown: ({ property }) =>
      `プロパティ${property}はここでは使用できません。指定から外してください。`,
    body_property_not_boolean: ({ property }) => `${property}にはtrueまたはfalseを指定してください。`,

    rate_limited: () => 'レート制限を超えました',
    unavailable: () => '数分後にもう一度お試しください。',
    internal: () => '問題が発生しました。',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `フィルターが位置${position}で終わっていますが、この位置には${expected}が必要です。`
        : `フィルターの位置${position}に「${found}」がありますが、ここで想定されているのは${expected}です。`,
    unknown_operator: ({ position, found, expected }) =>
      `フィルターの位置${position}にある「${found}」は演算子ではありません。${expected}を使用してください。`,
    upper_case_operator: ({ position, found, expected }) =>
      `フィルターの位置${position}にある「${found}」に大文字が使われています。演算子は小文字で指定します。ここで想定されているのは${expected}です。`,
    wrong_quote: ({ position, found }) =>
      `フィルターの位置${position}に、使用できない引用符（${found}）があります。テキストは半角の二重引用符（"）で囲んでください。`,
    bad_escape: ({ position, found, expected }) =>
      `フィルターの位置${position}にある「${found}」は、エスケープシーケンスとして使用できません。${expected}を使用してください。`,
    unterminated_string: ({ opened }) =>
      `フィルターの位置${opened}で始まるテキストに、終わりの引用符がありません。テキストの後に二重引用符を付けてください。`,
    too_long: ({ max }) => `フィルターが長すぎます。${max}文字以内にしてください。`,
    too_many_predicates: ({ position, max }) =>
      `フィルターの位置${position}で比較の数が上限を超えました。比較は${max}個以内にしてください。`,
    too_deep: ({ position, max }) =>
      `フィルターの位置${position}で入れ子が深くなりすぎました。入れ子は${max}レベル以内にしてください。`,
    field_not_supported: ({ position, field, fields }) =>
      `${field}ではフィルターできません（フィルターの位置${position}）。使用できるフィールド: ${fields}。`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `フィルターの位置${position}で、${field}は${operator}をサポートしていません。サポートされているのは${expected}です。`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `フィルターの位置${position}にある「${found}」は、${field}の値として使用できません。${expected}を指定してください。`,
  },

  expected: {
    field: 'フィールド',
    value: '値',
    end: 'フィルターの終わり',
    id: 'ID',
    string: 'テキスト',
    number: '数値',
    boolean: 'trueまたはfalse',
    instant: '2026-01-31T12:00:00Zのような形式の日時',
  },

  general: {
    400: 'リクエストの構文は正しいものの、内容が意味的に無効です。',
    syntax: 'リクエストを解析できませんでした。',
    403: 'サーバーはリクエストを理解しましたが、実行を許可しません。',
    404: 'サーバーは、対象リソースの現在の表現を見つけられませんでした。',
    405: 'このメソッドは対象リソースでは許可されていません。',
    413: 'リクエストが、サーバーで処理できるサイズを超えています。',
    415: 'コンテンツの形式が、対象リソースのこのメソッドではサポートされていません。',
    500: '内部エラーが発生しました。',
    503: 'サービスは現在利用できません。',
  },
}
