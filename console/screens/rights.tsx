import type { Rights } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Loading } from '../parts/loading.tsx'

/** What an application was given, and what of it counts now. */
export function RightsOf({ id }: { id: string }) {
  const { application } = useTexts()
  const { api } = useShared()
  const found = useLoad(() => api.rights(id), id)
  const same = JSON.stringify(found.value?.granted) === JSON.stringify(found.value?.effective)
  return (
    <section>
      <h2>{application.rights}</h2>
      <p>{application.rightsText}</p>
      <Loading of={found} />
      {found.value && !same && <h3>{application.given}</h3>}
      {found.value && !same && <RightsList rights={found.value.granted} />}
      {found.value && <h3>{application.inEffect}</h3>}
      {found.value && <RightsList rights={found.value.effective} />}
    </section>
  )
}

/** Roles and scopes by their names. */
export function RightsList({ rights: { roles, scopes } }: { rights: Rights }) {
  const { application } = useTexts()
  return (
    <dl class="facts">
      <div>
        <dt>{application.roles}</dt>
        <dd>
          <Names names={roles} />
        </dd>
      </div>
      <div>
        <dt>{application.scopes}</dt>
        <dd>
          <Names names={scopes} />
        </dd>
      </div>
    </dl>
  )
}

function Names({ names }: { names: string[] }) {
  const { frame } = useTexts()
  if (names.length === 0) return <span class="faint">{frame.none}</span>
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
