import { useId, useState } from 'preact/hooks'
import type { UserApp } from '../../src/http/user-apps/responses.ts'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'
import type { Page } from '../api/operations.ts'
import { ApiError } from '../api/send.ts'
import { mayAuditEveryone } from '../caller.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { type LoadState, useLoad } from '../hooks.ts'
import { SecondaryButton } from '../parts/buttons.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Form } from '../parts/form.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Timestamp } from '../parts/timestamp.tsx'
import { Title } from '../parts/title.tsx'
import type { Texts } from '../texts/texts.ts'
import type { Vocabulary } from './complete.ts'
import { FilterBox } from './filter-box.tsx'
import { MarkedFilter } from './marked-filter.tsx'

const PAGE_ROWS = 50

/** A filter that matches every row. The API requires a filter. */
const MATCH_ALL = 'not id eq ""'

const { ownerId: _, ...OWN_FIELDS } = USER_APP_FIELDS

/** The filter and the first row that are shown. */
type Query = { filter: string; offset: number }

/** Renders the inventory of all identities, or of the caller alone if they may not read the others'. */
export function Inventory() {
  const { titles, list } = useTexts()
  const [text, setText] = useState('')
  const [query, setQuery] = useState<Query>({ filter: '', offset: 0 })
  const { page, vocabulary } = useInventory(query)
  const messageId = useId()
  const errorPosition = positionOf(page.error)
  return (
    <>
      <Title>{titles.inventory}</Title>
      <search>
        <Form class="filter" onSubmit={() => setQuery({ filter: text, offset: 0 })}>
          <FilterBox
            text={text}
            onChange={setText}
            vocabulary={vocabulary}
            errorPosition={errorPosition}
            describedBy={messageId}
          />
          <button type="submit" aria-busy={page.loading}>
            {list.filter}
          </button>
        </Form>
      </search>
      <FilterMessage id={messageId} filter={query.filter} error={page.error} isEmpty={text === ''} />
      <Results page={page} offset={query.offset} onPage={(offset) => setQuery({ ...query, offset })} />
    </>
  )
}

/** Loads a page of the inventory. The vocabulary contains the values of that page. */
function useInventory(query: Query) {
  const { api, caller } = useSignedIn()
  const range = mayAuditEveryone(caller) ? 'all' : 'own'
  const load = () =>
    api.userApps(range, {
      filters: query.filter.trim() || MATCH_ALL,
      limit: String(PAGE_ROWS),
      offset: String(query.offset),
    })
  const page = useLoad(load, query)
  const vocabulary: Vocabulary = {
    fields: range === 'all' ? USER_APP_FIELDS : OWN_FIELDS,
    values: (field) => valuesOf(page.value?.rows ?? [], field),
  }
  return { page, vocabulary }
}

type FilterMessageProps = { id: string; filter: string; error: unknown; isEmpty: boolean }

/** Renders the error of a filter with its position, or a hint while the filter is empty. */
function FilterMessage({ id, filter, error, isEmpty }: FilterMessageProps) {
  const { inventory } = useTexts()
  const position = positionOf(error)
  return (
    <div id={id}>
      {position !== undefined && <MarkedFilter filter={filter} position={position} />}
      <ErrorNotice error={error} />
      {isEmpty && error === undefined && <small class="muted">{inventory.noFilterText}</small>}
    </div>
  )
}

function positionOf(error: unknown): number | undefined {
  return error instanceof ApiError ? error.position : undefined
}

type ResultsProps = {
  page: LoadState<Page<UserApp>>
  offset: number
  onPage: (offset: number) => void
}

function Results({ page, offset, onPage }: ResultsProps) {
  const texts = useTexts()
  if (!page.value || page.error !== undefined) return null
  const { rows, total } = page.value
  if (total === 0) return <p role="status">{texts.list.noMatches}</p>
  return (
    <>
      <Table label={texts.titles.inventory} columns={columns(texts)} rows={rows} keyOf={({ id }) => id} />
      <Pager offset={offset} rowCount={rows.length} total={total} onPage={onPage} />
    </>
  )
}

type PagerProps = { offset: number; rowCount: number; total: number; onPage: (offset: number) => void }

function Pager({ offset, rowCount, total, onPage }: PagerProps) {
  const { list, locale } = useTexts()
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <div class="pager">
      <SecondaryButton disabled={offset === 0} onClick={() => onPage(offset - PAGE_ROWS)}>
        {list.previous}
      </SecondaryButton>
      <span role="status">{list.range(number(offset + 1), number(offset + rowCount), number(total))}</span>
      <SecondaryButton disabled={offset + rowCount >= total} onClick={() => onPage(offset + PAGE_ROWS)}>
        {list.next}
      </SecondaryButton>
    </div>
  )
}

function columns({ inventory, columns }: Texts): Column<UserApp>[] {
  return [
    {
      title: inventory.columns.owner,
      cell: ({ owner }) => (
        <>
          <Reference to={owner} /> {owner.alias && <bdi class="muted">{owner.alias}</bdi>}
        </>
      ),
    },
    { title: inventory.columns.app, cell: ({ sourceApp }) => <Reference to={sourceApp} /> },
    { title: inventory.columns.source, cell: ({ source }) => <Reference to={source} /> },
    { title: inventory.columns.account, cell: ({ account }) => account && <Reference to={account} /> },
    { title: columns.created, cell: ({ created }) => <Timestamp instant={created} /> },
  ]
}

/** Renders a reference's name, with its ID as the tooltip. */
function Reference({ to: { id, name } }: { to: { id: string; name?: string | undefined } }) {
  return <bdi title={id}>{name ?? id}</bdi>
}

/** Returns the distinct values of a field in the rows. */
function valuesOf(rows: UserApp[], field: string): string[] {
  const read = FIELD_READERS[field]
  return [...new Set(rows.flatMap((row) => read?.(row) ?? []))]
}

const FIELD_READERS: Record<string, (row: UserApp) => string | undefined> = {
  id: ({ id }) => id,
  ownerId: ({ owner }) => owner.id,
  ownerName: ({ owner }) => owner.name,
  ownerAlias: ({ owner }) => owner.alias,
  accountId: ({ account }) => account?.id,
  sourceAppId: ({ sourceApp }) => sourceApp.id,
}
