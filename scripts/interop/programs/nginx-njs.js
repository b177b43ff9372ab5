/** Responds 204 to nginx if the token is active and for this API, else 401. */
function introspect(r) {
  if (!r.variables.access_token) return r.return(401)
  r.subrequest('/ask', (reply) => {
    const found = reply.status === 200 ? JSON.parse(reply.responseText) : {}
    r.return(found.active && [].concat(found.aud).includes(process.env.AUDIENCE) ? 204 : 401)
  })
}

export default { introspect }
