// biome-ignore-all lint/a11y/noRedundantRoles: the docstring of Table gives the reason.

import type { ComponentChildren, RefObject } from 'preact'

export type Column<Row> = { title: string; cell: (row: Row) => ComponentChildren }

/**
 * The rows of a long table that are in the page, and the heights in pixels of the rows before and after them.
 */
export type RenderedRows = {
  indexes: number[]
  before: number
  after: number
  measure: (row: HTMLTableRowElement | null) => void
}

type Props<Row> = {
  label: string
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  /** Absent if all rows are in the page. */
  rendered?: RenderedRows
  body?: RefObject<HTMLTableSectionElement | null>
}

/**
 * Renders a table, which the style sheet turns into a list of cards on a narrow screen. The roles are
 * explicit, since browsers drop the implicit ones in such a layout.
 */
export function Table<Row>({ label, columns, rows, keyOf, rendered, body }: Props<Row>) {
  const indexes = rendered?.indexes ?? rows.map((_, index) => index)
  return (
    <table role="table" aria-label={label} aria-rowcount={rendered ? rows.length + 1 : undefined}>
      <Head titles={columns.map(({ title }) => title)} rowIndex={rendered ? 1 : undefined} />
      <tbody role="rowgroup" ref={body ?? null}>
        {rendered && <Spacer height={rendered.before} />}
        {indexes.map((index) => {
          const row = rows[index] as Row
          return (
            <tr
              key={keyOf(row)}
              role="row"
              ref={rendered?.measure ?? null}
              data-index={index}
              aria-rowindex={rendered ? index + 2 : undefined}
            >
              {columns.map(({ title, cell }) => (
                <td key={title} role="cell" data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          )
        })}
        {rendered && <Spacer height={rendered.after} />}
      </tbody>
    </table>
  )
}

function Head({ titles, rowIndex }: { titles: string[]; rowIndex: number | undefined }) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={rowIndex}>
        {titles.map((title) => (
          <th key={title} scope="col" role="columnheader">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Renders a row that takes the place of the rows left out. */
function Spacer({ height }: { height: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused.
  return <tr aria-hidden="true" class="spacer" style={{ height: `${height}px` }} />
}
