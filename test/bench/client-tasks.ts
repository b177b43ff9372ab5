import { isActive, isToken } from './body-checks.ts'
import type { Task } from './jobs.ts'
import { fetchBody, form, shared } from './requests.ts'

/** As RFC 6749 names what a client has; where it can, it shows both in the body. */
export type Client = { client_id: string; client_secret: string }

/** Exchanges by the client credentials grant: RFC 6749 section 4.4. */
export function exchanges(path: string, clients: Client[], more: Record<string, string> = {}): Task {
  const requests = clients.map((client) => exchange(path, client, more))
  return { requests: shared(requests), status: 200, isRight: isToken }
}

/** Returns a task in which each client introspects its own token: RFC 7662 section 2.1. */
export async function introspections(
  url: string,
  [tokenPath, path]: [tokenPath: string, path: string],
  clients: Client[],
  more: Record<string, string> = {},
): Promise<Task> {
  const requests = clients.map(async (client) => {
    const { access_token: token } = await fetchBody<{ access_token: string }>(
      url,
      exchange(tokenPath, client, more),
    )
    return form(path, { ...credentials(client), token })
  })
  return { requests: shared(await Promise.all(requests)), status: 200, isRight: isActive }
}

function exchange(path: string, client: Client, more: Record<string, string>) {
  return form(path, { grant_type: 'client_credentials', ...credentials(client), ...more })
}

function credentials({ client_id, client_secret }: Client): Client {
  return { client_id, client_secret }
}
