/** Returns the text that a developer sees when the service is ready: the next commands to try. */
export function firstSteps(url: string): string {
  const { port } = new URL(url)
  return `
Latchkey is ready on ${url}

Open it in a browser:
  ${url}/

See it work, in another terminal:
  ${port === '8787' ? '' : `PORT=${port} `}npm run demo

Or by hand:
  TOKEN=$(npm run -s token -- --sub alice --name "Alice Doe" --email alice@example.com --scope idn:app-roles:manage)
  curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"name":"my-app"}' ${url}/api/v1/user-applications
`
}
