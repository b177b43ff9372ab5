import { useState } from 'preact/hooks'
import type { UserApplicationWithCreator } from '../../src/http/applications/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { DeleteButton } from '../parts/buttons.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Form, LITERAL_INPUT } from '../parts/form.tsx'
import { LoadStatus } from '../parts/load-status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Timestamp } from '../parts/timestamp.tsx'
import { Title } from '../parts/title.tsx'
import { useVirtualRows } from '../parts/virtual-rows.ts'

/** A filter without criteria, which matches every application. */
const NO_FILTER = { clientId: '', createdBy: '' }
type Filter = typeof NO_FILTER

/** Renders the applications of all users, any of which can be deleted. */
export function Administration() {
  const { titles, list, applications, application } = useTexts()
  const { api, announce } = useSignedIn()
  const [filter, setFilter] = useState(NO_FILTER)
  const found = useLoad(() => api.allApplications(filter), filter)
  const [deleting, setDeleting] = useState<UserApplicationWithCreator>()
  const rows = found.value ?? []
  const deleteApplication = async ({ id, name }: UserApplicationWithCreator) => {
    await api.deleteAnyApplication(id)
    announce(applications.deletedText(name))
    found.reload()
  }
  return (
    <>
      <Title>{titles.administration}</Title>
      <FilterForm onSubmit={setFilter} busy={found.loading} />
      <LoadStatus of={found} />
      {found.value && <Count count={rows.length} />}
      {rows.length > 0 && <List rows={rows} onDelete={setDeleting} />}
      {found.value && rows.length === 0 && <p>{list.noMatches}</p>}
      {deleting && (
        <ConfirmDialog
          title={application.delete(deleting.name)}
          text={application.deleteText}
          requiredText={deleting.name}
          onConfirm={() => deleteApplication(deleting)}
          onClosed={() => setDeleting(undefined)}
        />
      )}
    </>
  )
}

function Count({ count }: { count: number }) {
  const { list, locale } = useTexts()
  return <p role="status">{list.count(count.toLocaleString(locale))}</p>
}

/** Renders the criteria of the filter. The API compares each of them exactly. */
function FilterForm({ onSubmit, busy }: { onSubmit: (filter: Filter) => void; busy: boolean }) {
  const { columns, list } = useTexts()
  const [values, setValues] = useState(NO_FILTER)
  const field = (name: keyof Filter) => (
    <label>
      {columns[name]}
      <input
        {...LITERAL_INPUT}
        value={values[name]}
        onInput={({ currentTarget: { value } }) =>
          setValues((values) => ({ ...values, [name]: value.trim() }))
        }
      />
    </label>
  )
  return (
    <search>
      {/* A copy, so that the same criteria load the list again. */}
      <Form class="filter" onSubmit={() => onSubmit({ ...values })}>
        {field('clientId')}
        {field('createdBy')}
        <button type="submit" aria-busy={busy}>
          {list.filter}
        </button>
      </Form>
    </search>
  )
}

type ListProps = { rows: UserApplicationWithCreator[]; onDelete: (row: UserApplicationWithCreator) => void }

/** Renders only the rows in sight, since there may be tens of thousands. */
function List({ rows, onDelete }: ListProps) {
  const { titles } = useTexts()
  const { body, rendered } = useVirtualRows(rows.length)
  return (
    <Table
      label={titles.administration}
      columns={useColumns(onDelete)}
      rows={rows}
      keyOf={({ id }) => id}
      rendered={rendered}
      body={body}
    />
  )
}

function useColumns(onDelete: ListProps['onDelete']): Column<UserApplicationWithCreator>[] {
  const { columns, frame, application } = useTexts()
  return [
    { title: columns.name, cell: ({ name }) => name },
    { title: columns.clientId, cell: ({ clientId }) => <code dir="ltr">{clientId}</code> },
    { title: columns.createdBy, cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
    { title: columns.created, cell: ({ createdAt }) => <Timestamp instant={createdAt} /> },
    { title: columns.lastLogin, cell: ({ lastLogin }) => <Timestamp instant={lastLogin} /> },
    {
      title: frame.delete,
      cell: (row) => <DeleteButton label={application.delete(row.name)} onClick={() => onDelete(row)} />,
    },
  ]
}
