import { useState } from 'preact/hooks'
import type { Application } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Copied } from '../parts/copy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/loading.tsx'
import { type Issued, type Once, once } from '../parts/once.ts'
import { Secret } from '../parts/secret.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { linkTo } from '../router.ts'
import type { Texts } from '../texts/texts.ts'
import { NewApplication } from './new-application.tsx'

/** The caller's applications; where there are none, how to make the first. */
export function Applications() {
  const { titles, applications } = useTexts()
  const { api, announce } = useShared()
  const list = useLoad(api.applications)
  const [asking, setAsking] = useState(false)
  const [issued, setIssued] = useState<Once>()
  const created = (answer: Issued) => {
    setIssued(once(answer))
    announce(applications.createdText(answer.name))
    list.reload()
  }
  const rows = list.value ?? []
  return (
    <>
      <header>
        <h1 tabIndex={-1}>{titles.applications}</h1>
        {rows.length > 0 && (
          <button type="button" onClick={() => setAsking(true)}>
            {applications.create}
          </button>
        )}
      </header>
      <Loading of={list} />
      {list.value && rows.length === 0 && <First created={created} />}
      {rows.length > 0 && <List rows={rows} />}
      {asking && (
        <Dialog title={applications.create} closed={() => setAsking(false)}>
          {(close) => (
            <NewApplication
              cancel={close}
              created={(issued) => {
                close()
                created(issued)
              }}
            />
          )}
        </Dialog>
      )}
      {issued && <Secret issued={issued} closed={() => setIssued(undefined)} />}
    </>
  )
}

/** What an application is, and the one field that makes it. */
function First({ created }: { created: (issued: Issued) => void }) {
  const { applications } = useTexts()
  return (
    <article class="first">
      <h2>{applications.emptyTitle}</h2>
      <p>{applications.emptyText}</p>
      <NewApplication created={created} />
    </article>
  )
}

function List({ rows }: { rows: Application[] }) {
  const texts = useTexts()
  return (
    <Table label={texts.titles.applications} columns={columns(texts)} rows={rows} keyOf={({ id }) => id} />
  )
}

function columns({ columns }: Texts): Column<Application>[] {
  return [
    { title: columns.name, cell: ({ id, name }) => <a href={linkTo('applications', id)}>{name}</a> },
    {
      title: columns.clientId,
      cell: ({ clientId, name }) => <Copied text={() => clientId} what={`${columns.clientId}, ${name}`} />,
    },
    { title: columns.created, cell: ({ createdAt }) => <When instant={createdAt} /> },
    { title: columns.lastLogin, cell: ({ lastLogin }) => <When instant={lastLogin} /> },
  ]
}
