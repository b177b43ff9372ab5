import { useEffect } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { SecondaryButton } from './buttons.tsx'
import { CopyableText, CopyButton, DomText } from './copy.tsx'
import { Dialog } from './dialog.tsx'
import type { IssuedCredential, SecretHolder } from './secret-holder.ts'
import { envFile, SNIPPETS } from './snippets.ts'

type Props = { credential: SecretHolder; onClosed: () => void }

/** Renders a secret, which is shown once. The secret leaves the page's memory when the dialog closes. */
export function SecretDialog({ credential, onClosed }: Props) {
  const { secret } = useTexts()
  useEffect(() => credential.erase, [credential])
  return (
    <Dialog title={secret.title} onClosed={onClosed} ignoreEscape>
      {(close) => (
        <>
          <p>{secret.shownOnce}</p>
          <Credential credential={credential} />
          <Snippets credential={credential} />
          <footer>
            <SecondaryButton onClick={() => download(credential.read())}>{secret.download}</SecondaryButton>
            <button type="button" onClick={close}>
              {secret.saved}
            </button>
          </footer>
        </>
      )}
    </Dialog>
  )
}

function Credential({ credential }: Pick<Props, 'credential'>) {
  const { secret, columns } = useTexts()
  return (
    <dl>
      <dt>{columns.clientId}</dt>
      <dd>
        <CopyableText text={() => credential.read().clientId} label={columns.clientId} />
      </dd>
      <dt>{secret.secret}</dt>
      <dd>
        <CopyableText text={() => credential.read().secret} label={secret.secret} />
      </dd>
    </dl>
  )
}

function Snippets({ credential }: Pick<Props, 'credential'>) {
  return (
    <>
      {Object.entries(SNIPPETS).map(([name, snippet], index) => {
        const text = () => snippet(location.origin, credential.read())
        return (
          <details key={name} name="snippet" open={index === 0}>
            <summary>{name}</summary>
            <div class="code" dir="ltr">
              <pre>
                <DomText text={text} />
              </pre>
              <CopyButton text={text} label={name} />
            </div>
          </details>
        )
      })}
    </>
  )
}

function download(credential: IssuedCredential): void {
  const url = URL.createObjectURL(new Blob([envFile(location.origin, credential)], { type: 'text/plain' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: `${credential.name}.env` })
  link.click()
  URL.revokeObjectURL(url)
}
