/** Everything that the console says, in one language: one that lacks a sentence does not compile. */
export type Texts = {
  /** BCP 47. */
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
    copy: (what: string) => string
    copied: string
    none: string
    never: string
    delete: string
  }
  signIn: {
    lead: string
    button: string
    at: (issuer: string) => string
    impossible: string
    failed: (reason: string) => string
    ended: string
    signedOut: string
  }
  columns: Record<'name' | 'clientId' | 'created' | 'lastLogin' | 'createdBy', string>
  applications: {
    create: string
    emptyTitle: string
    emptyText: string
    nameHint: string
    createdText: (name: string) => string
    deletedText: (name: string) => string
  }
  secret: {
    title: string
    once: string
    secret: string
    download: string
    done: string
  }
  application: {
    rights: string
    rightsText: string
    given: string
    inEffect: string
    roles: string
    scopes: string
    renew: string
    renewText: string
    end: string
    endText: string
    endedText: string
    keys: string
    keysText: string
    addKey: string
    jwk: string
    kind: string
    deleteKey: (kid: string) => string
    deleteKeyText: string
    delete: (name: string) => string
    deleteText: string
    typeName: (name: string) => string
  }
  list: {
    filter: string
    count: (count: string) => string
    nothing: string
    range: (from: string, to: string, total: string) => string
    previous: string
    next: string
  }
  inventory: {
    everything: string
    suggestions: string
    columns: Record<'owner' | 'app' | 'source' | 'account', string>
  }
  about: {
    version: string
    you: string
    email: string
    limits: string
    applications: string
    keys: string
    tokenTtl: string
    calls: string
    remaining: (left: string, most: string) => string
    refill: string
  }
  /** The page of the development issuer. */
  authorize: {
    title: string
    text: string
    user: string
    administrator: string
    auditor: string
    other: string
    subject: string
    alias: string
    go: string
  }
}
