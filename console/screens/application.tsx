import { useState } from 'preact/hooks'
import type { Application as Shown } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Copied } from '../parts/copy.tsx'
import { Loading } from '../parts/loading.tsx'
import { type Once, once } from '../parts/once.ts'
import { Secret } from '../parts/secret.tsx'
import { When } from '../parts/when.tsx'
import { linkTo } from '../router.ts'
import { Keys } from './keys.tsx'
import { RightsOf } from './rights.tsx'

/** One application of the caller's: what it is and may, and everything that can be done with it. */
export function Application({ id }: { id: string }) {
  const { titles } = useTexts()
  const { api } = useShared()
  const found = useLoad(() => api.application(id), id)
  return (
    <>
      <nav>
        <a href={linkTo()}>{titles.applications}</a>
      </nav>
      <h1 tabIndex={-1} dir="auto">
        {found.value?.name ?? '…'}
      </h1>
      <Loading of={found} />
      {found.value && <Parts application={found.value} />}
    </>
  )
}

function Parts({ application }: { application: Shown }) {
  const [keyCount, setKeyCount] = useState(0)
  return (
    <>
      <Facts application={application} />
      <SecretPart application={application} endable={keyCount > 0} />
      <Keys id={application.id} counted={setKeyCount} />
      <RightsOf id={application.id} />
      <Delete application={application} />
    </>
  )
}

function Facts({ application: { clientId, createdAt, lastLogin } }: { application: Shown }) {
  const { columns } = useTexts()
  return (
    <dl class="facts">
      <div>
        <dt>{columns.clientId}</dt>
        <dd>
          <Copied text={() => clientId} what={columns.clientId} />
        </dd>
      </div>
      <div>
        <dt>{columns.created}</dt>
        <dd>
          <When instant={createdAt} />
        </dd>
      </div>
      <div>
        <dt>{columns.lastLogin}</dt>
        <dd>
          <When instant={lastLogin} />
        </dd>
      </div>
    </dl>
  )
}

/** A new secret, or none: that only where a key is left to get in by. */
function SecretPart({
  application: { id, name, clientId },
  endable,
}: {
  application: Shown
  endable: boolean
}) {
  const { secret: titles, application: texts } = useTexts()
  const { api, announce } = useShared()
  const [asking, setAsking] = useState<'renew' | 'end'>()
  const [issued, setIssued] = useState<Once>()
  const acts = {
    renew: async () => setIssued(once({ name, clientId, ...(await api.renewSecret(id)) })),
    end: () => api.endSecret(id).then(() => announce(texts.endedText)),
  }
  return (
    <section>
      <h2>{titles.secret}</h2>
      <p>{texts.renewText}</p>
      <button type="button" class="quiet" onClick={() => setAsking('renew')}>
        {texts.renew}
      </button>{' '}
      {endable && (
        <button type="button" class="quiet" onClick={() => setAsking('end')}>
          {texts.end}
        </button>
      )}
      {asking && (
        <Confirm
          title={texts[asking]}
          text={texts[`${asking}Text`]}
          act={acts[asking]}
          closed={() => setAsking(undefined)}
        />
      )}
      {issued && <Secret issued={issued} closed={() => setIssued(undefined)} />}
    </section>
  )
}

function Delete({ application: { id, name } }: { application: Shown }) {
  const { application, applications, frame } = useTexts()
  const { api, announce } = useShared()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.remove(id)
    announce(applications.deletedText(name))
    location.hash = linkTo()
  }
  return (
    <section>
      <h2>{frame.delete}</h2>
      <p>{application.deleteText}</p>
      <button type="button" class="danger" onClick={() => setAsking(true)}>
        {application.delete(name)}
      </button>
      {asking && (
        <Confirm
          title={application.delete(name)}
          text={application.deleteText}
          typed={name}
          act={remove}
          closed={() => setAsking(false)}
        />
      )}
    </section>
  )
}
