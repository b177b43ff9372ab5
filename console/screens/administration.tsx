import { useState } from 'preact/hooks'
import type { ApplicationWithCreator } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Loading } from '../parts/loading.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { useWindow } from '../parts/window.ts'

const NOBODYS = { clientId: '', createdBy: '' }
type Filter = typeof NOBODYS

/** Everyone's applications, and their end. However many they are, only those in sight are in the page. */
export function Administration() {
  const { titles, list, applications, application } = useTexts()
  const { api, announce } = useShared()
  const [filter, setFilter] = useState(NOBODYS)
  const found = useLoad(() => api.everyones(filter), filter)
  const [asking, setAsking] = useState<ApplicationWithCreator>()
  const rows = found.value ?? []
  const end = async ({ id, name }: ApplicationWithCreator) => {
    await api.removeAnyones(id)
    announce(applications.deletedText(name))
    found.reload()
  }
  return (
    <>
      <h1 tabIndex={-1}>{titles.administration}</h1>
      <FilterForm changed={setFilter} busy={found.loading} />
      <Loading of={found} />
      {found.value && <Count count={rows.length} />}
      {rows.length > 0 && <List rows={rows} ask={setAsking} />}
      {found.value && rows.length === 0 && <p>{list.nothing}</p>}
      {asking && (
        <Confirm
          title={application.delete(asking.name)}
          text={application.deleteText}
          typed={asking.name}
          act={() => end(asking)}
          closed={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

function Count({ count }: { count: number }) {
  const { list, locale } = useTexts()
  return <p role="status">{list.count(count.toLocaleString(locale))}</p>
}

/** Both are exact, as the API's are. */
function FilterForm({ changed, busy }: { changed: (filter: Filter) => void; busy: boolean }) {
  const { columns, list } = useTexts()
  const [given, setGiven] = useState(NOBODYS)
  const field = (name: keyof Filter) => (
    <label>
      {columns[name]}
      <input
        value={given[name]}
        onInput={({ currentTarget: { value } }) => setGiven((given) => ({ ...given, [name]: value.trim() }))}
        autocomplete="off"
        spellcheck={false}
        dir="ltr"
      />
    </label>
  )
  return (
    <search>
      <form
        class="filter"
        onSubmit={(event) => {
          event.preventDefault()
          changed({ ...given })
        }}
      >
        {field('clientId')}
        {field('createdBy')}
        <button type="submit" aria-busy={busy}>
          {list.filter}
        </button>
      </form>
    </search>
  )
}

function List({ rows, ask }: { rows: ApplicationWithCreator[]; ask: (row: ApplicationWithCreator) => void }) {
  const { titles, columns, frame, application } = useTexts()
  const { body, window } = useWindow(rows.length)
  const all: Column<ApplicationWithCreator>[] = [
    { title: columns.name, cell: ({ name }) => name },
    { title: columns.clientId, cell: ({ clientId }) => <code dir="ltr">{clientId}</code> },
    { title: columns.createdBy, cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
    { title: columns.created, cell: ({ createdAt }) => <When instant={createdAt} /> },
    { title: columns.lastLogin, cell: ({ lastLogin }) => <When instant={lastLogin} /> },
    {
      title: frame.delete,
      cell: (row) => (
        <button
          type="button"
          class="quiet"
          aria-label={application.delete(row.name)}
          onClick={() => ask(row)}
        >
          {frame.delete}
        </button>
      ),
    },
  ]
  return (
    <Table
      label={titles.administration}
      columns={all}
      rows={rows}
      keyOf={({ id }) => id}
      window={window}
      body={body}
    />
  )
}
