import { useId, useState } from 'preact/hooks'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'
import type { Page } from '../api/operations.ts'
import { ApiError } from '../api/send.ts'
import type { UserApp } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { type Loaded, useLoad } from '../hooks.ts'
import { Problem } from '../parts/problem.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import type { Texts } from '../texts/texts.ts'
import { mayAuditEveryone } from '../who.ts'
import type { Known } from './complete.ts'
import { FilterBox } from './filter-box.tsx'
import { Mistake } from './mistake.tsx'

const PAGE_ROWS = 50

/** Everything there is: a filter is required by the API. */
const EVERYTHING = 'not id eq ""'

const { ownerId: _, ...OWN_FIELDS } = USER_APP_FIELDS

/** What everyone holds, or where the caller may not ask that, what they hold themselves. */
export function Inventory() {
  const { titles, inventory, list } = useTexts()
  const { api, me } = useShared()
  const whose = mayAuditEveryone(me) ? 'all' : 'own'
  const [text, setText] = useState('')
  const [asked, setAsked] = useState({ filter: '', offset: 0 })
  const load = () =>
    api.userApps(whose, {
      filters: asked.filter.trim() || EVERYTHING,
      limit: String(PAGE_ROWS),
      offset: String(asked.offset),
    })
  const found = useLoad(load, asked)
  const problem = useId()
  const mistake = found.error instanceof ApiError ? found.error.position : undefined
  const known: Known = {
    fields: whose === 'all' ? USER_APP_FIELDS : OWN_FIELDS,
    values: (field) => seen(found.value?.rows ?? [], field),
  }
  return (
    <>
      <h1 tabIndex={-1}>{titles.inventory}</h1>
      <search>
        <form
          class="filter"
          onSubmit={(event) => {
            event.preventDefault()
            setAsked({ filter: text, offset: 0 })
          }}
        >
          <FilterBox text={text} changed={setText} known={known} mistake={mistake} describedBy={problem} />
          <button type="submit" aria-busy={found.loading}>
            {list.filter}
          </button>
        </form>
      </search>
      <div id={problem}>
        {mistake !== undefined && <Mistake filter={asked.filter} position={mistake} />}
        <Problem error={found.error} />
        {text === '' && found.error === undefined && <small class="faint">{inventory.everything}</small>}
      </div>
      <Found found={found} offset={asked.offset} turn={(offset) => setAsked({ ...asked, offset })} />
    </>
  )
}

type FoundProps = { found: Loaded<Page<UserApp>>; offset: number; turn: (offset: number) => void }

function Found({ found, offset, turn }: FoundProps) {
  const texts = useTexts()
  if (!found.value || found.error !== undefined) return null
  const { rows, total } = found.value
  if (total === 0) return <p role="status">{texts.list.nothing}</p>
  return (
    <>
      <Table label={texts.titles.inventory} columns={columns(texts)} rows={rows} keyOf={({ id }) => id} />
      <Turn offset={offset} shown={rows.length} total={total} turn={turn} />
    </>
  )
}

type TurnProps = { offset: number; shown: number; total: number; turn: (offset: number) => void }

/** From page to page; how many there are in all is said. */
function Turn({ offset, shown, total, turn }: TurnProps) {
  const { list, locale } = useTexts()
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <div class="turn">
      <button type="button" class="quiet" disabled={offset === 0} onClick={() => turn(offset - PAGE_ROWS)}>
        {list.previous}
      </button>
      <span role="status">{list.range(number(offset + 1), number(offset + shown), number(total))}</span>
      <button
        type="button"
        class="quiet"
        disabled={offset + shown >= total}
        onClick={() => turn(offset + PAGE_ROWS)}
      >
        {list.next}
      </button>
    </div>
  )
}

function columns({ inventory, columns }: Texts): Column<UserApp>[] {
  const named = ({ id, name }: UserApp['source']) => <bdi title={id}>{name ?? id}</bdi>
  return [
    {
      title: inventory.columns.owner,
      cell: ({ owner }) => (
        <>
          {named(owner)} {owner.alias && <bdi class="faint">{owner.alias}</bdi>}
        </>
      ),
    },
    { title: inventory.columns.app, cell: ({ sourceApp }) => named(sourceApp) },
    { title: inventory.columns.source, cell: ({ source }) => named(source) },
    { title: inventory.columns.account, cell: ({ account }) => account && named(account) },
    { title: columns.created, cell: ({ created }) => <When instant={created} /> },
  ]
}

/** The values of a field among the rows, each once. */
function seen(rows: UserApp[], field: string): string[] {
  const read = VALUES[field]
  return [...new Set(rows.flatMap((row) => read?.(row) ?? []))]
}

const VALUES: Record<string, (row: UserApp) => string | undefined> = {
  id: ({ id }) => id,
  ownerId: ({ owner }) => owner.id,
  ownerName: ({ owner }) => owner.name,
  ownerAlias: ({ owner }) => owner.alias,
  accountId: ({ account }) => account?.id,
  sourceAppId: ({ sourceApp }) => sourceApp.id,
}
