import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { PATHS } from '../../src/http/paths.ts'
import { localToken } from '../local-token.ts'
import { AUDIENCE, type Service } from './service.ts'

/** An application of the service, and the file with the private key of its RS256 key. */
export type Credentials = { clientId: string; secret: string; keyFile: string }

/** Creates an application with a secret and a key. */
export async function createCredentials({ folder, url }: Service): Promise<Credentials> {
  const owner = await localToken({ sub: 'interop', scope: 'idn:app-roles:read' })
  const headers = { Authorization: `Bearer ${owner}`, 'Content-Type': 'application/json' }
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (response.status !== 201) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as { id: string; clientId: string; secret: string }
  }
  const { id, clientId, secret } = await post(PATHS.userApplications, { name: 'interop' })
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  await post(`${PATHS.userApplications}/${id}/keys`, { ...(await exportJWK(publicKey)), kid: 'interop' })
  const keyFile = join(folder, 'client-key.pem')
  writeFileSync(keyFile, await exportPKCS8(privateKey), { mode: 0o600 })
  return { clientId, secret, keyFile }
}

/** Gets a token for the resource servers. */
export async function tokenForApi({ url }: Service, { clientId, secret }: Credentials): Promise<string> {
  const headers = { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` }
  const body = new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE })
  const response = await fetch(url + PATHS.token, { method: 'POST', headers, body })
  const { access_token } = (await response.json()) as { access_token?: string }
  if (!access_token) throw new Error(`No token for ${AUDIENCE}: status ${response.status}`)
  return access_token
}
