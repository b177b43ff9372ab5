import { join } from 'node:path'
import { signingJwk } from '../../src/platform/local-keys.ts'
import { ALGORITHMS } from './clients.ts'
import { type Credentials, createCredentials } from './credentials.ts'
import { AUDIENCE, makeCertificate, type Service, startService } from './service.ts'

/** Three services with different algorithms, an application at each, and the certificate of all. */
export type World = { certFile: string; sides: Map<string, Side> }

/** A service and an application there. */
export type Side = { service: Service; credentials: Credentials }

/** Starts a service for each algorithm, and creates an application there. */
export async function createWorld(folder: string): Promise<World> {
  const certificate = makeCertificate(folder)
  const sides = new Map<string, Side>()
  for (const algorithm of ALGORITHMS) {
    const key = await signingJwk(algorithm, algorithm)
    const service = await startService(join(folder, algorithm), certificate, key)
    sides.set(algorithm, { service, credentials: await createCredentials(service) })
  }
  return { certFile: certificate.certFile, sides }
}

/** Returns the variables of every program. Each language has its own for the trusted certificate. */
export function variablesOf(
  certFile: string,
  { service, credentials }: Side,
  folder: string,
): Record<string, string> {
  const { clientId, secret, keyFile } = credentials
  return {
    ISSUER: service.issuer,
    AUDIENCE,
    CLIENT_ID: clientId,
    CLIENT_SECRET: secret,
    BASIC: btoa(`${clientId}:${secret}`),
    PRIVATE_KEY_FILE: keyFile,
    FOLDER: folder,
    CA_FILE: certFile,
    NODE_EXTRA_CA_CERTS: certFile,
    SSL_CERT_FILE: certFile,
    REQUESTS_CA_BUNDLE: certFile,
    PERL_LWP_SSL_CA_FILE: certFile,
  }
}
