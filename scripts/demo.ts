import { parseArgs, styleText } from 'node:util'
import { offerHelp } from '../src/cli/help.ts'
import { PATHS, USER_APPS_PATH } from '../src/http/paths.ts'
import { keepFilesPrivate } from '../src/platform/private-files.ts'
import { bearer, caller, json, send, show, showToken } from './demo-call.ts'
import { localToken } from './local-token.ts'

/**
 * `npm run demo`: walks through the main job against a running service, and shows every request and response.
 */

const { userApplications: APPLICATIONS, everyUserApplication: ADMINISTRATION } = PATHS

/** The state that the steps share. Names are unique to the run, so that runs can repeat and overlap. */
const walk = {
  run: Date.now().toString(36),
  alice: '',
  administrator: '',
  app: { id: '', clientId: '', secret: '' },
  old: { secret: '', token: '' },
  token: '',
}
type Walk = typeof walk

/** A step: its title, its action, and a remark on its result. */
type Step = [title: string, take: (walk: Walk) => Promise<unknown>, remark: string]

const STEPS: Step[] = [
  ['Alice and an administrator sign in', signIn, 'Here the local development issuer signs their tokens.'],
  ['Alice creates an application', create, 'Its secret is readable in this response only.'],
  [
    'Alice lists her applications',
    ({ alice }) => call(200, 'GET', APPLICATIONS, bearer(alice)),
    'The list has no secret. lastLogin is null: the application has not been used yet.',
  ],
  [
    'Her program exchanges the secret for a token (OAuth 2.0, client credentials)',
    exchange,
    'It is valid for minutes and acts for Alice (sub), with the rights that she has now and no more.',
  ],
  [
    'The program calls the API with its token',
    ({ token, app }) => call(200, 'GET', `${APPLICATIONS}/${app.id}`, bearer(token)),
    'It sees what Alice sees.',
  ],
  [
    'The administrator finds the application by its client ID',
    find,
    'createdBy is its owner, and lastLogin is the exchange a moment ago.',
  ],
  [
    'An auditor searches the inventory for what Alice holds',
    ({ administrator, app }) =>
      call(200, 'GET', inventory(`accountId eq "${app.id}"`), bearer(administrator)),
    'Her credential is listed with everything else, from its creation to its deletion.',
  ],
  ['Alice regenerates the secret', regenerate, 'The old secret is invalid from now on.'],
  [
    'The old secret is refused',
    ({ app, old }) => requestToken(401, app.clientId, old.secret),
    'An unknown client gets exactly the same response.',
  ],
  [
    'The old token is refused too',
    ({ old }) => call(401, 'GET', APPLICATIONS, bearer(old.token)),
    'It has not expired: it ended with the secret that it was issued for.',
  ],
  ['The new secret works', exchange, 'The program continues once it has the new secret.'],
  [
    'The new secret works at the older token endpoint too',
    ({ app: { clientId, secret } }) => {
      const body = json({ grantType: 'client_credentials', clientId, clientSecret: secret })
      return call(200, 'POST', PATHS.jsonToken, {}, body)
    },
    'Existing clients use this edition: JSON, in several spellings.',
  ],
  ['The administrator deletes the application', remove, 'It is deleted, and its name is free.'],
  [
    'The token of the deleted application is refused',
    ({ token }) => call(401, 'GET', APPLICATIONS, bearer(token)),
    'At this API at once. APIs that verify tokens offline accept it until it expires.',
  ],
]

const USAGE = `Usage: npm run demo [-- --url http://127.0.0.1:8787]
Walks through the main job against a running local service, and shows every request and response.`

offerHelp(USAGE)
const service = serviceUrl()
const call = caller(service)
keepFilesPrivate()
try {
  await takeSteps()
} catch (error) {
  console.error(`\n${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await cleanUp(walk)
}

function serviceUrl(): string {
  try {
    const { values } = parseArgs({ options: { url: { type: 'string' } } })
    return new URL(values.url ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`).origin
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(1)
  }
}

async function takeSteps(): Promise<void> {
  await send(new Request(`${service}${PATHS.health}`))
  console.log(`Latchkey at ${service}, in ${STEPS.length} steps. Secrets and tokens are shown shortened.`)
  for (const [index, [title, take, remark]] of STEPS.entries()) {
    console.log(`\n${styleText('bold', `${index + 1}. ${title}`)}`)
    await take(walk)
    show(styleText('yellow', remark))
  }
  console.log(`\n${styleText(['bold', 'green'], 'Every response was as expected.')}`)
}

/** Deletes the application if a step has failed. */
async function cleanUp({ app, alice }: Walk): Promise<void> {
  if (!app.id) return
  const request = { method: 'DELETE', headers: bearer(alice) }
  await send(new Request(`${service}${APPLICATIONS}/${app.id}`, request)).catch(() => undefined)
}

async function signIn(walk: Walk): Promise<void> {
  const alice = { sub: `demo-alice-${walk.run}`, name: 'Alice Doe', alias: 'alice.doe' }
  const email = `${alice.sub}@example.com`
  walk.alice = await localToken({ ...alice, email, scope: 'idn:app-roles:read' })
  walk.administrator = await localToken({
    sub: `demo-admin-${walk.run}`,
    roles: ['admin'],
    scope: 'idn:app-roles:manage',
  })
  showToken('Alice’s token', walk.alice)
  showToken('the administrator’s token', walk.administrator)
}

async function create(walk: Walk): Promise<void> {
  const body = json({ name: `demo-${walk.run}` })
  walk.app = await call<Walk['app']>(201, 'POST', APPLICATIONS, bearer(walk.alice), body)
}

async function exchange(walk: Walk): Promise<void> {
  const { access_token } = await requestToken(200, walk.app.clientId, walk.app.secret)
  showToken(`the program’s ${walk.token ? 'second' : 'first'} token`, access_token)
  walk.token = access_token
}

async function find({ administrator, app }: Walk): Promise<void> {
  const path = `${ADMINISTRATION}?clientId=${app.clientId}`
  const [found] = await call<{ lastLogin: string | null }[]>(200, 'GET', path, bearer(administrator))
  if (!found?.lastLogin) throw new Error('Expected one application, with its lastLogin set.')
}

function inventory(filters: string): string {
  return `${USER_APPS_PATH}/all?${new URLSearchParams({ filters, count: 'true' })}`
}

async function regenerate(walk: Walk): Promise<void> {
  const { app, alice, token } = walk
  walk.old = { secret: app.secret, token }
  const path = `${APPLICATIONS}/${app.id}/secret`
  const { secret } = await call<{ secret: string }>(200, 'POST', path, bearer(alice))
  walk.app = { ...app, secret }
}

async function remove(walk: Walk): Promise<void> {
  await call(204, 'DELETE', `${ADMINISTRATION}/${walk.app.id}`, bearer(walk.administrator))
  walk.app.id = ''
}

/**
 * Gets a token, RFC 6749 section 4.4.2. Neither ID nor secret has a character that section 2.3.1 requires
 * to encode.
 */
function requestToken(expected: number, clientId: string, secret: string) {
  const headers = { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` }
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  return call<{ access_token: string }>(expected, 'POST', PATHS.token, headers, body)
}
