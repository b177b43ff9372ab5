import type { AvailableAccount, UserApp } from '../../domain/user-apps.ts'

/** A user app as the wire format has it; the account is absent while none is chosen, a name where none is known. */
export function shownUserApp(app: UserApp) {
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
export function shownAvailableAccount(appId: string) {
  return ({ appName, accountId, accountName, sourceId, sourceName }: AvailableAccount) => ({
    appId,
    appDisplayName: appName,
    sourceAccount: {
      id: accountId,
      nativeIdentity: accountName,
      displayName: accountName,
      sourceId,
      sourceDisplayName: sourceName,
    },
  })
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
