import type { Messages } from './messages.ts'

/**
 * Hebrew. Latin text is placed between Hebrew words: elsewhere its order and punctuation may be displayed
 * wrongly.
 */
export const heIL: Messages = {
  locale: 'he-IL',

  refusals: {
    token_missing: () =>
      'אימות ה-JWT נכשל: ה-JWT חסר; יש לשלוח בכותרת Authorization את המילה Bearer ואחריה רווח ואסימון',
    token_malformed: () => 'אימות ה-JWT נכשל: האסימון אינו JWT חתום',
    token_issuer_untrusted: () => 'אימות ה-JWT נכשל: מנפיק האסימון אינו מוכר כאן כמהימן',
    token_signature_invalid: () => 'אימות ה-JWT נכשל: חתימת ה-JWT אינה תקפה',
    token_expired: () => 'אימות ה-JWT נכשל: תוקף ה-JWT פג',
    token_not_yet_valid: () => 'אימות ה-JWT נכשל: ה-JWT עדיין אינו בתוקף',
    token_claim_invalid: ({ claim }) => `אימות ה-JWT נכשל: ההצהרה ${claim} חסרה או שערכה שונה מן הצפוי`,
    token_revoked: () => 'אימות ה-JWT נכשל: ה-JWT בוטל',
    token_binding_invalid: () =>
      'אימות ה-JWT נכשל: אסימון הקשור למפתח יש לשלוח בשיטת DPoP עם הוכחה של אותו מפתח, וכל אסימון אחר בשיטת Bearer בלבד',
    proof_missing: () => 'הוכחת ה-DPoP חסרה. שלחו אותה בכותרת DPoP.',
    proof_invalid: ({ claim }) => `אימות הוכחת ה-DPoP נכשל: הערך ${claim} חסר או שונה מן הצפוי`,
    proof_nonce_required: () =>
      'הוכחת ה-DPoP אינה כוללת nonce תקף. יש לחזור על הבקשה עם ערך ה-nonce שבכותרת DPoP-Nonce של תשובה זו.',
    permission_missing: () => 'אין הרשאות מספיקות לביצוע הפעולה.',

    application_unknown: () => 'לא נמצא משאב בעל מזהה זה.',
    application_name_missing: () => 'פרמטר החובה name חסר.',
    application_name_invalid: () =>
      'השם חייב להיות טקסט באורך 2 עד 128 תווים, המורכב מאותיות לטיניות קטנות, ספרות, מקפים וקווים תחתונים בלבד. התו הראשון חייב להיות אות, והתו האחרון – אות או ספרה.',
    application_name_taken: () => 'כבר קיים משאב בשם זה',
    application_limit_reached: ({ max }) =>
      `ברשותך כבר ${max} יישומים, וזו המגבלה. יש למחוק יישום אחד לפני יצירת יישום נוסף.`,

    key_unknown: () => 'ליישום זה אין מפתח בעל kid זה.',
    key_private: () =>
      'המפתח אינו ציבורי. יש לשלוח את ה-JWK הציבורי של זוג מפתחות חדש: מפתח פרטי שנשלח נחשב כמפתח שנחשף.',
    key_unsupported: ({ algorithms, minBits, maxBits }) =>
      `המפתח אינו נתמך. יש לשלוח JWK עבור אחד מן האלגוריתמים ${algorithms.join(', ')} בלבד. במפתח RSA נדרשות בין ${minBits} ל-${maxBits} סיביות והמעריך 65537.`,
    key_kid_invalid: ({ max }) =>
      `הערך kid חייב להיות טקסט באורך 1 עד ${max} תווי ASCII הניתנים להדפסה, ללא רווחים, ולא "." או "..".`,
    key_kid_taken: () => 'ליישום זה כבר יש מפתח בעל kid זה. יש להשתמש בערך kid אחר.',
    key_limit_reached: ({ max }) =>
      `ליישום זה כבר ${max} מפתחות, וזו המגבלה. יש למחוק מפתח אחד לפני הוספת מפתח נוסף.`,

    user_app_unknown: () => 'אין אפליקציית משתמש בעלת מזהה זה.',
    limit_invalid: ({ max }) => `ערך הפרמטר limit חייב להיות מספר שלם מ-0 עד ${max}.`,
    offset_invalid: ({ max }) => `ערך הפרמטר offset חייב להיות מספר שלם מ-0 עד ${max}.`,
    count_invalid: () => 'ערך הפרמטר count חייב להיות true או false בלבד.',
    filters_missing: () =>
      'הפרמטר filters הוא חובה. יש לציין בו אילו אפליקציות משתמש להציג, למשל בתנאי ownerId eq 2c9180827ca885d7017ca8ce28a000eb לסינון לפי בעלים.',
    header_missing: ({ header }) => `הכותרת ${header} היא חובה. יש לשלוח אותה עם הערך true בלבד.`,
    patch_invalid: () =>
      'גוף הבקשה אינו JSON Patch תקין. יש לשלוח מערך של פעולות שבכל אחת מהן מופיעים השדות op, path ו-value, ובפעולה remove השדות op ו-path בלבד.',
    patch_unsupported: () =>
      'אפשר לשנות רק את החשבון. יש להשתמש בפעולה add, replace או remove עם path=/account בלבד.',
    account_unavailable: () => 'החשבון אינו זמין לאפליקציית משתמש זו. יש לבחור אחד מן החשבונות הזמינים לה.',

    import_issuer_unknown: () => 'דבר לא יובא. המנפיק אינו ב-TRUSTED_ISSUERS. ציינו מנפיק אחר, או אף אחד.',
    import_owner_foreign: ({ line }) =>
      `דבר לא יובא. שורה ${line}: הבעלים הוא אדם של מנפיק אחר. ציינו את המנפיק הזה, או תקנו את מזהה הבעלים.`,
    import_line_invalid: ({ line, property }) =>
      `דבר לא יובא. בשורה ${line} המאפיין ${property} חסר או שערכו שגוי.`,
    import_line_not_json: ({ line }) => `דבר לא יובא. שורה ${line} אינה אובייקט JSON תקין.`,
    import_line_too_long: ({ line, maxBytes }) => `דבר לא יובא. אורך שורה ${line} עולה על ${maxBytes} בתים.`,

    grant_type_unsupported: () => 'סוג ההרשאה אינו נתמך. יש להשתמש בסוג client_credentials בלבד.',
    client_invalid: () => 'מזהה הלקוח או הסוד שגויים.',
    client_authentication_missing: () =>
      'פרטי ההזדהות של הלקוח חסרים. יש לשלוח את מזהה הלקוח ואת הסוד, בכותרת Authorization בשיטת Basic או בגוף הבקשה.',
    client_authentication_malformed: () =>
      'לא ניתן לקרוא את הכותרת Authorization שנשלחה. יש לשלוח את המילה Basic ואחריה קידוד Base64 של הרצף הבא: מזהה הלקוח בקידוד טופס, נקודתיים, הסוד בקידוד טופס.',
    client_authentication_repeated: () =>
      'פרטי ההזדהות של הלקוח נשלחו יותר מפעם אחת. יש לשלוח אותם פעם אחת בלבד, בכותרת Authorization או בגוף הבקשה.',
    client_assertion_invalid: ({ claim }) => `הצהרת הלקוח לא התקבלה: הערך ${claim} חסר או שונה מן הצפוי.`,
    client_assertion_too_long: ({ maxSeconds }) =>
      `תוקף ה-assertion של הלקוח ארוך מדי: exp הוא לכל היותר ${maxSeconds} שניות קדימה.`,
    scope_invalid: () =>
      'ההיקף המבוקש בפרמטר scope חורג מן ההרשאות של היישום ושל בעליו. יש לבקש היקף מצומצם יותר או להשמיט את הפרמטר.',
    token_foreign: () => 'האסימון שייך ללקוח אחר. לקוח יכול לבטל רק אסימונים שלו.',
    resource_unknown: () =>
      'המשאב אינו קהל יעד (audience) של השירות הזה. ציינו אחד מ-protected_resources שבמטא-נתונים שלו.',

    parameter_missing: ({ parameter }) => `פרמטר החובה ${parameter} חסר.`,
    parameter_repeated: ({ parameter }) =>
      `הפרמטר ${parameter} מופיע יותר מפעם אחת. יש לשלוח אותו פעם אחת בלבד.`,
    parameter_not_text: ({ parameter }) => `הפרמטר ${parameter} חייב להיות טקסט.`,
    parameter_in_query: () => 'פרמטרים אינם נקראים מן הכתובת. יש לשלוח אותם בגוף הבקשה.',

    host_invalid: () => 'הכותרת Host אינה תקינה. שלחו את המארח של השירות.',
    path_unknown: () => 'אין דבר בנתיב זה.',
    site_missing: () => 'המסוף לא נבנה. יש להריץ את הפקודה npm run build כדי לבנות אותו.',
    method_not_allowed: ({ allowed }) =>
      `המתודה אינה מותרת כאן. יש להשתמש במתודה ${allowed.join(' או ')} בלבד.`,
    body_too_large: ({ maxBytes }) => `גוף הבקשה גדול מדי. אפשר לשלוח ${maxBytes} בתים לכל היותר.`,
    body_encoding_unsupported: ({ encoding }) => `קידוד התוכן ${encoding} אינו נתמך. שלחו את הגוף ללא דחיסה.`,
    body_type_unsupported: ({ accepted }) =>
      `סוג התוכן אינו נתמך. יש לשלוח תוכן מסוג ${accepted.join(' או ')} בלבד.`,
    body_not_json: () => 'גוף הבקשה אינו JSON תקין.',
    body_not_object: () => 'גוף הבקשה חייב להיות אובייקט JSON יחיד.',
    body_not_form: () => 'לא ניתן לקרוא את גוף הבקשה כטופס.',
    request_aborted: () => 'הבקשה הסתיימה לפני שהגוף שלה הושלם. יש לשלוח אותה שוב.',
    body_property_unknown: ({ property }) => `המאפיין ${property} אינו מוכר כאן. יש להשמיט אותו.`,
    body_property_not_boolean: ({ property }) => `הערך של ${property} חייב להיות true או false.`,

    rate_limited: () => 'חריגה ממגבלת קצב הבקשות',
    unavailable: () => 'יש לנסות שוב בעוד כמה דקות.',
    internal: () => 'משהו השתבש.',
  },

  filter: {
    unexpected: ({ position, found, expected }) =>
      found === undefined
        ? `המסנן מסתיים במיקום ${position} אף שנדרש שם ${expected} כהמשך.`
        : `במיקום ${position} במסנן מופיע ”${found}” ולא ${expected} כנדרש.`,
    unknown_operator: ({ position, found, expected }) =>
      `במיקום ${position} במסנן מופיע ”${found}” שאינו אופרטור, ולא ${expected} כנדרש.`,
    upper_case_operator: ({ position, found, expected }) =>
      `במיקום ${position} במסנן מופיע ”${found}” באותיות גדולות. אופרטורים נכתבים באותיות קטנות, והאפשרויות כאן הן ${expected} בלבד.`,
    wrong_quote: ({ position, found }) =>
      `במיקום ${position} במסנן מופיע סימן המירכאה ${found} שאינו נתמך. יש להקיף טקסט במירכאות כפולות ישרות (").`,
    bad_escape: ({ position, found, expected }) =>
      `במיקום ${position} במסנן מופיע ”${found}” שאינו רצף מילוט. יש להשתמש ברצף ${expected} בלבד, כלומר בלוכסן הפוך שאחריו מירכאות כפולות או לוכסן הפוך נוסף.`,
    unterminated_string: ({ opened }) =>
      `לטקסט המתחיל במיקום ${opened} במסנן אין מירכאות סוגרות. יש להוסיף אחריו מירכאות כפולות.`,
    too_long: ({ max }) => `המסנן ארוך מדי. אפשר להשתמש ב-${max} תווים לכל היותר.`,
    too_many_predicates: ({ position, max }) =>
      `ההשוואה שבמיקום ${position} במסנן חורגת מן המספר המותר. אפשר להשתמש ב-${max} השוואות לכל היותר.`,
    too_deep: ({ position, max }) =>
      `הקינון במיקום ${position} במסנן עמוק מדי. אפשר להשתמש ב-${max} רמות לכל היותר.`,
    field_not_supported: ({ position, field, fields }) =>
      `אי אפשר לסנן לפי ${field} (מיקום ${position} במסנן). אפשר לסנן לפי השדות ${fields} בלבד.`,
    operator_not_supported: ({ position, field, operator, expected }) =>
      `במיקום ${position} במסנן, השדה ${field} אינו תומך באופרטור ${operator} אלא באופרטור ${expected} בלבד.`,
    value_not_of_type: ({ position, field, found, expected }) =>
      `במיקום ${position} במסנן מופיע ”${found}” שאינו מתאים לשדה ${field}, הדורש ${expected} כערך.`,
  },

  expected: {
    field: 'שדה',
    value: 'ערך',
    end: 'סוף המסנן',
    id: 'מזהה',
    string: 'טקסט',
    number: 'מספר',
    boolean: 'true או false',
    instant: 'תאריך ושעה כגון 2026-01-31T12:00:00Z',
  },

  general: {
    400: 'התחביר של הבקשה תקין, אך תוכנה אינו תקף מבחינה סמנטית.',
    syntax: 'לא ניתן לנתח את הבקשה.',
    403: 'השרת הבין את הבקשה אך מסרב לאשר אותה.',
    404: 'השרת לא מצא ייצוג נוכחי של משאב היעד.',
    405: 'המתודה אינה מותרת עבור משאב היעד.',
    413: 'הבקשה גדולה ממה שהשרת מוכן לעבד.',
    415: 'תבנית התוכן אינה נתמכת במתודה זו עבור משאב היעד.',
    500: 'אירעה תקלה פנימית.',
    503: 'השירות אינו זמין כרגע.',
  },
}
