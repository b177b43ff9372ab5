import type { Service } from '../service/service.ts'

type Owner = { id: string; name?: string; alias?: string }

/** Returns a user app of the owner, as a list returns it and an import accepts it. */
export function line(id: string, owner: Owner, changes: Record<string, unknown> = {}) {
  const app = {
    id,
    created: '2020-10-08T18:33:52.029Z',
    modified: '2020-10-09T18:33:52.029Z',
    hasMultipleAccounts: false,
    useForPasswordManagement: true,
    provisionRequestEnabled: true,
    appCenterEnabled: false,
    sourceApp: { id: 'source-app-1', type: 'APPLICATION', name: 'test-app' },
    source: { id: 'source-1', type: 'SOURCE', name: 'test-source' },
    account: { id: `account-${id}`, type: 'ACCOUNT', name: 'test account' },
    owner: { ...owner, type: 'IDENTITY' },
  }
  return { ...app, ...changes } as typeof app
}

/** Imports the lines in one request. */
export async function importLines(service: Service, token: string, lines: unknown[]): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' }
  const body = lines.map((one) => JSON.stringify(one)).join('\n')
  const response = await service.fetch('/api/v1/administration/user-apps/import', {
    method: 'POST',
    headers,
    body,
  })
  if (response.status !== 200) throw new Error(`Cannot import: ${await response.text()}`)
}
