import { useState } from 'preact/hooks'
import type { UserApplication } from '../../src/http/applications/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { SecondaryButton } from '../parts/buttons.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { CopyableText } from '../parts/copy.tsx'
import { Facts } from '../parts/facts.tsx'
import { LoadStatus } from '../parts/load-status.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { holdSecret, type SecretHolder } from '../parts/secret-holder.ts'
import { Timestamp } from '../parts/timestamp.tsx'
import { Title } from '../parts/title.tsx'
import { linkTo } from '../router.ts'
import { Keys } from './keys.tsx'
import { ApplicationRights } from './rights.tsx'

/** Renders one of the caller's applications with its secret, keys and rights. */
export function Application({ id }: { id: string }) {
  const { titles } = useTexts()
  const { api } = useSignedIn()
  const found = useLoad(() => api.application(id), id)
  return (
    <>
      <nav>
        <a href={linkTo()}>{titles.applications}</a>
      </nav>
      <Title dir="auto">{found.value?.name ?? '…'}</Title>
      <LoadStatus of={found} />
      {found.value && <Sections application={found.value} />}
    </>
  )
}

type Props = { application: UserApplication }

function Sections({ application }: Props) {
  const { columns } = useTexts()
  const [keyCount, setKeyCount] = useState(0)
  const { clientId, createdAt, lastLogin } = application
  const facts = {
    [columns.clientId]: <CopyableText text={() => clientId} label={columns.clientId} />,
    [columns.created]: <Timestamp instant={createdAt} />,
    [columns.lastLogin]: <Timestamp instant={lastLogin} />,
  }
  return (
    <>
      <Facts facts={facts} />
      <SecretSection application={application} isRevocable={keyCount > 0} />
      <Keys id={application.id} onCount={setKeyCount} />
      <ApplicationRights id={application.id} />
      <DeleteSection application={application} />
    </>
  )
}

/** Renders the actions on the secret. Only a program that has a key can do without its secret. */
function SecretSection({
  application: { id, name, clientId },
  isRevocable,
}: Props & { isRevocable: boolean }) {
  const { secret, application: texts } = useTexts()
  const { api, announce } = useSignedIn()
  const [action, setAction] = useState<'replaceSecret' | 'revokeSecret'>()
  const [credential, setCredential] = useState<SecretHolder>()
  const perform = {
    replaceSecret: async () => {
      const { secret } = await api.replaceSecret(id)
      setCredential(holdSecret({ name, clientId, secret }))
    },
    revokeSecret: () => api.revokeSecret(id).then(() => announce(texts.secretRevokedText)),
  }
  return (
    <section>
      <h2>{secret.secret}</h2>
      <p>{texts.replaceSecretText}</p>
      <SecondaryButton onClick={() => setAction('replaceSecret')}>{texts.replaceSecret}</SecondaryButton>{' '}
      {isRevocable && (
        <SecondaryButton onClick={() => setAction('revokeSecret')}>{texts.revokeSecret}</SecondaryButton>
      )}
      {action && (
        <ConfirmDialog
          title={texts[action]}
          text={texts[`${action}Text`]}
          onConfirm={perform[action]}
          onClosed={() => setAction(undefined)}
        />
      )}
      {credential && <SecretDialog credential={credential} onClosed={() => setCredential(undefined)} />}
    </section>
  )
}

function DeleteSection({ application: { id, name } }: Props) {
  const { application, applications, frame } = useTexts()
  const { api, announce } = useSignedIn()
  const [deleting, setDeleting] = useState(false)
  const deleteApplication = async () => {
    await api.deleteApplication(id)
    announce(applications.deletedText(name))
    location.hash = linkTo()
  }
  return (
    <section>
      <h2>{frame.delete}</h2>
      <p>{application.deleteText}</p>
      <button type="button" class="danger" onClick={() => setDeleting(true)}>
        {application.delete(name)}
      </button>
      {deleting && (
        <ConfirmDialog
          title={application.delete(name)}
          text={application.deleteText}
          requiredText={name}
          onConfirm={deleteApplication}
          onClosed={() => setDeleting(false)}
        />
      )}
    </section>
  )
}
