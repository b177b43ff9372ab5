import type { AvailableAccount, UserApp } from '../../domain/user-apps.ts'
import { toInstant } from '../../lib/rfc3339.ts'
import type * as responses from './responses.ts'

/**
 * Returns a user app in the wire format. `account` is absent while none is chosen, a name while it is
 * unknown.
 */
export function toUserApp(app: UserApp): responses.UserApp {
  return {
    id: app.id,
    created: toInstant(app.createdAt),
    modified: toInstant(app.modifiedAt),
    hasMultipleAccounts: app.hasMultipleAccounts,
    useForPasswordManagement: app.useForPasswordManagement,
    provisionRequestEnabled: app.provisionRequestEnabled,
    appCenterEnabled: app.appCenterEnabled,
    sourceApp: { id: app.sourceAppId, type: 'APPLICATION', name: app.sourceAppName ?? undefined },
    source: { id: app.sourceId, type: 'SOURCE', name: app.sourceName ?? undefined },
    ...(app.accountId && {
      account: { id: app.accountId, type: 'ACCOUNT', name: app.accountName ?? undefined },
    }),
    owner: {
      id: app.ownerId,
      type: 'IDENTITY',
      name: app.ownerName ?? undefined,
      alias: app.ownerAlias ?? undefined,
    },
  }
}

/** Returns a function that writes an account to choose for a user app. */
export function toAvailableAccount(appId: string) {
  return (account: AvailableAccount): responses.AvailableAccount => ({
    appId,
    appDisplayName: account.appName,
    sourceAccount: {
      id: account.accountId,
      nativeIdentity: account.accountName,
      displayName: account.accountName,
      sourceId: account.sourceId,
      sourceDisplayName: account.sourceName,
    },
  })
}
