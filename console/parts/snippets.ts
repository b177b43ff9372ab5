import { PATHS } from '../../src/http/paths.ts'
import type { IssuedCredential } from './secret-holder.ts'

type Snippet = (service: string, credential: IssuedCredential) => string

/**
 * Programs that call the API and run unchanged. Client IDs and secrets contain nothing that needs escaping.
 */
export const SNIPPETS: Record<string, Snippet> = {
  curl: (service, { clientId, secret }) => `ID='${clientId}'
SECRET='${secret}'
TOKEN=$(curl -s -u "$ID:$SECRET" -d grant_type=client_credentials \\
  ${service}${PATHS.token} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s -H "Authorization: Bearer $TOKEN" ${service}${PATHS.caller}
`,
  'Node.js': (service, { clientId, secret }) => `const response = await fetch('${service}${PATHS.token}', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '${clientId}',
    client_secret: '${secret}',
  }),
})
const { access_token } = await response.json()

const me = await fetch('${service}${PATHS.caller}', {
  headers: { Authorization: \`Bearer \${access_token}\` },
})
console.log(await me.json())
`,
  Python: (service, { clientId, secret }) => `import json, urllib.parse, urllib.request

form = urllib.parse.urlencode({
    "grant_type": "client_credentials",
    "client_id": "${clientId}",
    "client_secret": "${secret}",
})
with urllib.request.urlopen("${service}${PATHS.token}", form.encode()) as response:
    token = json.load(response)["access_token"]

call = urllib.request.Request(
    "${service}${PATHS.caller}", headers={"Authorization": f"Bearer {token}"}
)
with urllib.request.urlopen(call) as response:
    print(json.load(response))
`,
}

/** Returns an environment file for a program. */
export const envFile: Snippet = (service, { clientId, secret }) => `LATCHKEY_URL=${service}
LATCHKEY_CLIENT_ID=${clientId}
LATCHKEY_CLIENT_SECRET=${secret}
`
