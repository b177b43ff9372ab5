import type { RightsView } from '../../src/http/applications/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Facts } from '../parts/facts.tsx'
import { LoadStatus } from '../parts/load-status.tsx'

/** Renders the rights that are in effect for an application, and those it was granted if they differ. */
export function ApplicationRights({ id }: { id: string }) {
  const { application } = useTexts()
  const { api } = useSignedIn()
  const rights = useLoad(() => api.rights(id), id)
  const { granted, effective } = rights.value ?? {}
  const differ = JSON.stringify(granted) !== JSON.stringify(effective)
  return (
    <section>
      <h2>{application.rights}</h2>
      <p>{application.rightsText}</p>
      <LoadStatus of={rights} />
      {granted && differ && <h3>{application.granted}</h3>}
      {granted && differ && <RightsList rights={granted} />}
      {effective && <h3>{application.effective}</h3>}
      {effective && <RightsList rights={effective} />}
    </section>
  )
}

/** Renders the names of roles and scopes. */
export function RightsList({ rights: { roles, scopes } }: { rights: RightsView }) {
  const { application } = useTexts()
  const facts = {
    [application.roles]: <Names names={roles} />,
    [application.scopes]: <Names names={scopes} />,
  }
  return <Facts facts={facts} />
}

function Names({ names }: { names: string[] }) {
  const { frame } = useTexts()
  if (names.length === 0) return <span class="muted">{frame.none}</span>
  return (
    <span class="names">
      {names.map((name) => (
        <code key={name} dir="ltr">
          {name}
        </code>
      ))}
    </span>
  )
}
