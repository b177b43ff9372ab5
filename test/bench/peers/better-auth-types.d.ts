/**
 * The types of better-auth that are used here. It is installed on demand only, and the type check must not
 * depend on it.
 */

declare module 'better-auth' {
  export function betterAuth(options: object): {
    options: object
    api: {
      signUpEmail(call: { body: object; returnHeaders: true }): Promise<{ headers: Headers }>
      adminCreateOAuthClient(call: {
        headers: Headers
        body: object
      }): Promise<{ client_id: string; client_secret: string; user_id: string }>
    }
  }
}

declare module 'better-auth/db/migration' {
  export function getMigrations(options: object): Promise<{ runMigrations(): Promise<void> }>
}

declare module 'better-auth/node' {
  export function toNodeHandler(auth: object): import('node:http').RequestListener
}

declare module 'better-auth/plugins' {
  export function jwt(options: object): object
}

declare module '@better-auth/oauth-provider' {
  export function oauthProvider(options: object): object
}
