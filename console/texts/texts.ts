/** All texts of the console in one language. A language that lacks a text does not compile. */
export type Texts = {
  /** A language tag, BCP 47. */
  locale: string
  direction: 'ltr' | 'rtl'
  titles: Record<'applications' | 'administration' | 'inventory' | 'about', string>
  frame: {
    skip: string
    menu: string
    language: string
    reference: string
    signOut: string
    loading: string
    retry: string
    unreachable: string
    cancel: string
    copy: (label: string) => string
    copied: string
    none: string
    never: string
    delete: string
  }
  signIn: {
    title: string
    button: string
    buttonAt: (issuer: string) => string
    notConfigured: string
    failed: (reason: string) => string
    ended: string
    signedOut: string
    refused: string
    opaqueToken: string
    otherIssuer: (names: { found: string; expected: string }) => string
    otherAudience: (names: { found: string; expected: string }) => string
    unreadable: (place: { url: string; origin: string }) => string
  }
  columns: Record<'name' | 'clientId' | 'created' | 'lastLogin' | 'createdBy', string>
  applications: {
    create: string
    emptyTitle: string
    emptyText: string
    nameHint: string
    managesApplications: string
    createdText: (name: string) => string
    deletedText: (name: string) => string
  }
  secret: {
    title: string
    shownOnce: string
    secret: string
    download: string
    saved: string
  }
  application: {
    rights: string
    rightsText: string
    granted: string
    effective: string
    roles: string
    scopes: string
    replaceSecret: string
    replaceSecretText: string
    revokeSecret: string
    revokeSecretText: string
    secretRevokedText: string
    keys: string
    keysText: string
    addKey: string
    jwk: string
    keyType: string
    deleteKey: (kid: string) => string
    deleteKeyText: string
    delete: (name: string) => string
    deleteText: string
    typeToConfirm: (name: string) => string
  }
  list: {
    filter: string
    count: (count: string) => string
    noMatches: string
    range: (from: string, to: string, total: string) => string
    previous: string
    next: string
  }
  inventory: {
    noFilterText: string
    suggestions: string
    columns: Record<'owner' | 'app' | 'source' | 'account', string>
  }
  about: {
    version: string
    caller: string
    email: string
    limits: string
    applications: string
    keys: string
    tokenTtl: string
    callsRemaining: string
    remaining: (remaining: string, capacity: string) => string
    resetsIn: string
  }
  /** Texts of the development issuer's page. */
  authorize: {
    title: string
    text: string
    user: string
    administrator: string
    auditor: string
    someoneElse: string
    subject: string
    alias: string
    continue: string
  }
}
