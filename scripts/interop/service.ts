import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import type { JWK } from 'jose'

/** The audience of the resource servers, which differs from that of the service's own API. */
export const AUDIENCE = 'https://api.example.com'

/** A certificate that is its own authority, by the paths of its files. */
export type Certificate = { certFile: string; keyFile: string }

/** A running service: its folder, its address without TLS, its issuer's URL, and the key of its tokens. */
export type Service = { folder: string; url: string; issuer: string; signingKey: JWK }

/** Makes a certificate for 127.0.0.1, which the clients trust through their own settings. */
export function makeCertificate(folder: string): Certificate {
  const [certFile, keyFile] = [join(folder, 'ca.pem'), join(folder, 'ca-key.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile]
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '1', '-out', certFile, ...subject], {
    stdio: 'pipe',
  })
  return { certFile, keyFile }
}

/** Starts the Node edition in development mode behind TLS, since many clients refuse an http issuer. */
export async function startService(
  folder: string,
  certificate: Certificate,
  signingKey: JWK,
): Promise<Service> {
  mkdirSync(folder)
  const port = await freePort()
  const issuer = await terminateTls(certificate, port)
  const plenty = { capacity: 1e6, perSecond: 1e6, shared: false }
  const variables = {
    ISSUER: issuer,
    AUDIENCE: '',
    AUDIENCES: JSON.stringify([AUDIENCE]),
    TRUSTED_ISSUERS: '',
    HOST: '',
    PORT: String(port),
    DATA_DIR: folder,
    SIGNING_KEYS: JSON.stringify([signingKey]),
    RATE_LIMITS: JSON.stringify({ api: plenty, token: plenty, unauthenticated: plenty }),
  }
  const output = join(folder, 'log')
  const log = openSync(output, 'w')
  const child = spawn(process.execPath, ['src/node.ts', '--development'], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', log, log],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  while (!/ready on /.test(readFileSync(output, 'utf8'))) {
    if (child.exitCode !== null) throw new Error(readFileSync(output, 'utf8'))
    await sleep(20)
  }
  return { folder, url: `http://127.0.0.1:${port}`, issuer, signingKey }
}

/** Accepts TLS connections and passes their content on to a port. Returns its address. */
async function terminateTls({ certFile, keyFile }: Certificate, port: number): Promise<string> {
  const options = { cert: readFileSync(certFile), key: readFileSync(keyFile) }
  const server = createTlsServer(options, (socket) => {
    const onward = connect(port, '127.0.0.1')
    socket.pipe(onward).pipe(socket)
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns a port of loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
