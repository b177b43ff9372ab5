import { useEffect } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { Copied, Copy, Verbatim } from './copy.tsx'
import { Dialog } from './dialog.tsx'
import type { Issued, Once } from './once.ts'
import { environment, SNIPPETS } from './snippets.ts'

/** A secret, shown once. It is nowhere but here: with the dialog it leaves the page. */
export function Secret({ issued, closed }: { issued: Once; closed: () => void }) {
  const { secret, columns } = useTexts()
  useEffect(() => issued.forget, [issued])
  return (
    <Dialog title={secret.title} closed={closed} keep>
      {(close) => (
        <>
          <p>{secret.once}</p>
          <dl>
            <dt>{columns.clientId}</dt>
            <dd>
              <Copied text={() => issued.read().clientId} what={columns.clientId} />
            </dd>
            <dt>{secret.secret}</dt>
            <dd>
              <Copied text={() => issued.read().secret} what={secret.secret} />
            </dd>
          </dl>
          {Object.entries(SNIPPETS).map(([name, snippet], index) => (
            <details key={name} name="snippet" open={index === 0}>
              <summary>{name}</summary>
              <Code text={() => snippet(location.origin, issued.read())} what={name} />
            </details>
          ))}
          <footer>
            <button type="button" class="quiet" onClick={() => download(issued.read())}>
              {secret.download}
            </button>
            <button type="button" onClick={close}>
              {secret.done}
            </button>
          </footer>
        </>
      )}
    </Dialog>
  )
}

function Code({ text, what }: { text: () => string; what: string }) {
  return (
    <div class="code" dir="ltr">
      <pre>
        <Verbatim text={text} />
      </pre>
      <Copy text={text} what={what} />
    </div>
  )
}

function download(issued: Issued): void {
  const url = URL.createObjectURL(new Blob([environment(location.origin, issued)], { type: 'text/plain' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: `${issued.name}.env` })
  link.click()
  URL.revokeObjectURL(url)
}
