import type { Messages } from './messages.ts'

/** Korean. */
export const koKR: Messages = {
  locale: 'ko-KR',

  refusals: {
    token_missing: () =>
      'JWT 검증 실패: JWT가 없습니다. Authorization: Bearer <token> 형식의 헤더를 보내십시오',
    token_malformed: () => 'JWT 검증 실패: 토큰이 서명된 JWT가 아닙니다',
    token_issuer_untrusted: () => 'JWT 검증 실패: 신뢰할 수 없는 발급자의 토큰입니다',
    token_signature_invalid: () => 'JWT 검증 실패: JWT 서명이 유효하지 않습니다',
    token_expired: () => 'JWT 검증 실패: JWT가 만료되었습니다',
    token_not_yet_valid: () => 'JWT 검증 실패: JWT가 아직 유효하지 않습니다',
    token_claim_invalid: ({ claim }) => `JWT 검증 실패: ${claim} 클레임이 없거나 값이 예상과 다릅니다`,
    token_revoked: () => 'JWT 검증 실패: JWT가 취소되었습니다',
    token_binding_invalid: () =>
      'JWT 검증 실패: 키에 바인딩된 토큰은 해당 키의 증명과 함께 DPoP로 보내고, 그 밖의 토큰은 Bearer로 보내야 합니다',
    proof_missing: () => 'DPoP 증명이 없습니다. DPoP 헤더로 보내세요.',
    proof_invalid: ({ claim }) => `DPoP 증명 검증 실패: ${claim} 항목이 없거나 값이 예상과 다릅니다`,
    proof_nonce_required: () =>
      'DPoP 증명에 유효한 nonce가 없습니다. DPoP-Nonce 응답 헤더의 nonce를 사용하여 요청을 다시 보내십시오.',
    permission_missing: () => '권한이 부족합니다.',

    application_unknown: () => '해당 ID의 리소스를 찾을 수 없습니다.',
    application_name_missing: () => '필수 매개변수가 누락되었습니다: name.',
    application_name_invalid: () =>
      '이름은 2~128자의 텍스트여야 합니다. 영문 소문자, 숫자, 하이픈, 밑줄만 사용할 수 있으며, 첫 글자는 영문 소문자, 마지막 글자는 영문 소문자 또는 숫자여야 합니다.',
    application_name_taken: () => '같은 이름의 리소스가 이미 있습니다',
    application_limit_reached: ({ max }) =>
      `애플리케이션 수가 한도인 ${max}개에 도달했습니다. 새로 만들려면 먼저 기존 애플리케이션을 하나 삭제하십시오.`,

    key_unknown: () => '이 애플리케이션에는 이 kid의 키가 없습니다.',
    key_private: () =>
      '공개 키가 아닙니다. 새 키 쌍의 공개 JWK를 보내십시오. 전송된 개인 키는 노출된 것으로 간주됩니다.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `지원되지 않는 키입니다. 다음 알고리즘 중 하나를 사용하는 JWK를 보내십시오: ${algorithms.join(', ')}. RSA 키는 ${minBits}~${maxBits}비트이고 지수가 65537이어야 합니다.`,
    key_kid_invalid: ({ max }) =>
      `kid는 공백 없이 인쇄 가능한 ASCII 문자 1~${max}자여야 하며, “.” 또는 “..”일 수 없습니다.`,
    key_kid_taken: () => '이 애플리케이션에는 이 kid의 키가 이미 있습니다. 다른 kid를 사용하십시오.',
    key_limit_reached: ({ max }) =>
      `이 애플리케이션의 키 수가 한도인 ${max}개에 도달했습니다. 추가하려면 먼저 기존 키를 하나 삭제하십시오.`,

    user_app_unknown: () => '이 ID의 사용자 앱이 없습니다.',
    limit_invalid: ({ max }) => `limit 값은 0부터 ${max}까지의 정수여야 합니다.`,
    offset_invalid: ({ max }) => `offset 값은 0부터 ${max}까지의 정수여야 합니다.`,
    count_invalid: () => 'count 값은 true 또는 false여야 합니다.',
    filters_missing: () =>
      'filters 매개변수는 필수입니다. 어떤 사용자 앱을 조회할지 지정하십시오(예: ownerId eq "…").',
    header_missing: ({ header }) => `${header} 헤더는 필수입니다. 값을 true로 설정하여 보내십시오.`,
    patch_invalid: () =>
      '본문이 올바른 JSON Patch가 아닙니다. op, path, value(remove에는 불필요)가 있는 작업의 배열을 보내십시오.',
    patch_unsupported: () =>
      '계정만 변경할 수 있습니다. /account 경로에 add, replace 또는 remove 작업을 사용하십시오.',
    account_unavailable: () =>
      '이 사용자 앱에서 사용할 수 없는 계정입니다. 사용할 수 있는 계정 중 하나를 선택하십시오.',

    import_issuer_unknown: () =>
      '가져온 항목이 없습니다. 발급자가 TRUSTED_ISSUERS에 없습니다. 다른 발급자를 지정하거나 지정하지 마세요.',
    import_owner_foreign: ({ line }) =>
      `가져온 항목이 없습니다. ${line}번째 줄의 소유자는 다른 발급자의 사용자입니다. 그 발급자를 지정하거나 소유자 ID를 수정하세요.`,
    import_line_invalid: ({ line, property }) =>
      `가져온 항목이 없습니다. ${line}번째 줄에 ${property} 속성이 없거나 그 값이 잘못되었습니다.`,
    import_line_not_json: ({ line }) => `가져온 항목이 없습니다. ${line}번째 줄이 JSON 객체가 아닙니다.`,
    import_line_too_long: ({ line, maxBytes }) =>
      `가져온 항목이 없습니다. ${line}번째 줄의 길이가 ${maxBytes}바이트를 초과합니다.`,

    grant_type_unsupported: () =>
      '지원되지 않는 권한 부여 유형입니다. client_credentials 유형을 사용하십시오.',
    client_invalid: () => '클라이언트 ID 또는 시크릿이 올바르지 않습니다.',
    client_authentication_missing: () =>
      '클라이언트 인증 정보가 없습니다. 클라이언트 ID와 시크릿을 Authorization 헤더에 Basic 방식으로 넣거나 본문에 넣어 보내십시오.',
    client_authentication_malformed: () =>
      'Authorization 헤더를 읽을 수 없습니다. 폼 인코딩한 클라이언트 ID, 콜론, 폼 인코딩한 시크릿을 차례로 이어 Base64로 인코딩한 값을 Basic 뒤에 넣어 보내십시오.',
    client_authentication_repeated: () =>
      '요청에 클라이언트 자격 증명이 둘 이상 있습니다. Authorization 헤더 또는 본문에 하나만 넣어 보내십시오.',
    client_assertion_invalid: ({ claim }) =>
      `클라이언트 어설션을 사용할 수 없습니다: ${claim} 항목이 없거나 값이 예상과 다릅니다.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `클라이언트 어설션의 유효 기간이 너무 깁니다. exp는 최대 ${maxSeconds}초 후까지입니다.`,
    scope_invalid: () =>
      '요청한 scope가 애플리케이션과 그 소유자의 권한을 벗어납니다. 범위를 줄이거나 scope를 생략하십시오.',
    token_foreign: () => '토큰이 다른 클라이언트의 것입니다. 클라이언트는 자신의 토큰만 취소할 수 있습니다.',
    resource_unknown: () =>
      '이 리소스는 이 서비스의 audience가 아닙니다. 메타데이터의 protected_resources에 있는 것을 지정하세요.',

    parameter_missing: ({ parameter }) => `필수 매개변수가 누락되었습니다: ${parameter}.`,
    parameter_repeated: ({ parameter }) =>
      `${parameter} 매개변수가 두 번 이상 지정되었습니다. 한 번만 보내십시오.`,
    parameter_not_text: ({ parameter }) => `${parameter} 매개변수는 텍스트여야 합니다.`,
    parameter_in_query: () => 'URL에 있는 매개변수는 읽지 않습니다. 매개변수를 본문에 넣어 보내십시오.',

    host_invalid: () => 'Host 헤더가 올바르지 않습니다. 서비스의 호스트를 보내세요.',
    path_unknown: () => '이 경로에는 아무것도 없습니다.',
    site_missing: () => '콘솔이 빌드되지 않았습니다. npm run build를 실행하십시오.',
    method_not_allowed: ({ allowed }) =>
      `여기에서는 허용되지 않는 메서드입니다. ${allowed.join(' 또는 ')} 메서드를 사용하십시오.`,
    body_too_large: ({ maxBytes }) => `본문이 너무 큽니다. ${maxBytes}바이트 이하로 보내십시오.`,
    body_encoding_unsupported: ({ encoding }) =>
      `콘텐츠 인코딩 ${encoding}은(는) 지원되지 않습니다. 본문을 압축하지 않고 보내세요.`,
    body_type_unsupported: ({ accepted }) =>
      `지원되지 않는 콘텐츠 형식입니다. ${accepted.join(' 또는 ')} 형식으로 보내십시오.`,
    body_not_json: () => '본문이 올바른 JSON이 아닙니다.',
    body_not_object: () => '본문은 JSON 객체여야 합니다.',
    body_not_form: () => '본문을 폼으로 읽을 수 없습니다.',
    request_aborted: () => '본문이 모두 도착하기 전에 요청이 끝났습니다. 다시 보내십시오.',
    body_property_unknown: ({ property }) =>
      `${property} 속성은 여기에서 사용할 수 없습니다. 이 속성을 빼고 보내십시오.`,
    body_property_not_boolean: ({ property }) => `${property}에는 true 또는 false를 지정하십시오.`,

    rate_limited: () => '요청 속도 제한을 초과했습니다',
    unavailable: () => '몇 분 후에 다시 시도하십시오.',
    internal: () => '문제가 발생했습니다.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `필터가 위치 ${position}에서 끝났지만, 이 위치에는 다음이 와야 합니다: ${expected}.`
        : `필터의 위치 ${position}에 잘못된 입력이 있습니다: ‘${found}’. 이 위치에는 다음이 와야 합니다: ${expected}.`,
    unknown_operator: ({ position, found, expected }) =>
      `필터의 위치 ${position}에 알 수 없는 연산자가 있습니다: ‘${found}’. 이 위치에는 다음이 와야 합니다: ${expected}.`,
    upper_case_operator: ({ position, found, expected }) =>
      `필터의 위치 ${position}에 대문자로 쓴 연산자가 있습니다: ‘${found}’. 연산자는 소문자로 써야 합니다. 이 위치에는 다음이 와야 합니다: ${expected}.`,
    wrong_quote: ({ position, found }) =>
      `필터의 위치 ${position}에 사용할 수 없는 따옴표(${found})가 있습니다. 텍스트는 곧은 큰따옴표(")로 묶으십시오.`,
    bad_escape: ({ position, found, expected }) =>
      `필터의 위치 ${position}에 잘못된 이스케이프 시퀀스가 있습니다: ‘${found}’. 다음을 사용하십시오: ${expected}.`,
    unterminated_string: ({ opened }) =>
      `필터의 위치 ${opened}에서 시작하는 텍스트에 닫는 따옴표가 없습니다. 텍스트 뒤에 큰따옴표를 넣으십시오.`,
    too_long: ({ max }) => `필터가 너무 깁니다. ${max}자 이하로 줄이십시오.`,
    too_many_predicates: ({ position, max }) =>
      `필터의 위치 ${position}에서 비교의 개수가 한도를 초과합니다. 비교는 ${max}개까지만 사용하십시오.`,
    too_deep: ({ position, max }) =>
      `필터의 위치 ${position}에서 중첩이 너무 깊습니다. 중첩은 ${max}단계까지만 사용하십시오.`,
    field_not_supported: ({ position, field, fields }) =>
      `${field} 필드로는 필터링할 수 없습니다(필터의 위치 ${position}). 사용할 수 있는 필드: ${fields}.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `필터의 위치 ${position}에서 ${field} 필드는 ${operator} 연산자를 지원하지 않습니다. 다음 연산자를 사용하십시오: ${expected}.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `필터의 위치 ${position}에 ${field} 필드에서 사용할 수 없는 값이 있습니다: ‘${found}’. 다음을 사용하십시오: ${expected}.`,
  },

  expected: {
    field: '필드',
    value: '값',
    end: '필터의 끝',
    id: 'ID',
    string: '텍스트',
    number: '숫자',
    boolean: 'true 또는 false',
    instant: '2026-01-31T12:00:00Z와 같은 형식의 날짜 및 시간',
  },

  general: {
    400: '요청의 구문은 올바르지만 내용이 의미상 유효하지 않습니다.',
    syntax: '요청을 구문 분석할 수 없습니다.',
    403: '서버가 요청을 이해했지만 권한 부여를 거부했습니다.',
    404: '서버가 대상 리소스의 현재 표현을 찾지 못했습니다.',
    405: '대상 리소스에 허용되지 않는 메서드입니다.',
    413: '요청이 서버에서 처리할 수 있는 크기를 초과합니다.',
    415: '콘텐츠가 대상 리소스의 이 메서드에서 지원되지 않는 형식입니다.',
    500: '내부 오류가 발생했습니다.',
    503: '현재 서비스를 사용할 수 없습니다.',
  },
}
