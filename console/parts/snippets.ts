import type { Issued } from './once.ts'

type Snippet = (service: string, issued: Issued) => string

/** A program's first call in some languages: each runs as it is. Neither part of a credential holds what a quote would mind. */
export const SNIPPETS: Record<string, Snippet> = {
  curl: (service, { clientId, secret }) => `ID='${clientId}'
SECRET='${secret}'
TOKEN=$(curl -s -u "$ID:$SECRET" -d grant_type=client_credentials \\
  ${service}/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s -H "Authorization: Bearer $TOKEN" ${service}/api/v1/me
`,
  'Node.js': (service, { clientId, secret }) => `const answer = await fetch('${service}/oauth/token', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '${clientId}',
    client_secret: '${secret}',
  }),
})
const { access_token } = await answer.json()

const me = await fetch('${service}/api/v1/me', {
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
with urllib.request.urlopen("${service}/oauth/token", form.encode()) as answer:
    token = json.load(answer)["access_token"]

call = urllib.request.Request(
    "${service}/api/v1/me", headers={"Authorization": f"Bearer {token}"}
)
with urllib.request.urlopen(call) as answer:
    print(json.load(answer))
`,
}

/** What a program's environment needs, as a file. */
export const environment: Snippet = (service, { clientId, secret }) => `LATCHKEY_URL=${service}
LATCHKEY_CLIENT_ID=${clientId}
LATCHKEY_CLIENT_SECRET=${secret}
`
