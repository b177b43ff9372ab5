import type { AvailableAccount, UserApp } from '../../domain/user-apps.ts'
import type * as answers from './responses.ts'

/** A user app as the wire format has it; the account is absent while none is chosen, a name where none is known. */
export function toUserApp(app: UserApp): answers.UserApp {
  return {
    id: app.id,
    created: instant(app.createdAt),
    modified: instant(app.modifiedAt),
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

/** An account to choose from. */
export function toAvailableAccount(appId: string) {
  return (account: AvailableAccount): answers.AvailableAccount => ({
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

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
