import type { ComponentChildren, RefObject } from 'preact'

export type Column<Row> = { title: string; cell: (row: Row) => ComponentChildren }

/** The rows that are there, where not all are: their places, and how much is left out before and after. */
export type Window = {
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
  window?: Window
  body?: RefObject<HTMLTableSectionElement | null>
}

/** A table, which on a narrow screen is a list of cards. Its roles are said, since such a layout would take them away. */
export function Table<Row>({ label, columns, rows, keyOf, window, body }: Props<Row>) {
  const indexes = window?.indexes ?? rows.map((_, index) => index)
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: as the docstring says.
    <table role="table" aria-label={label} aria-rowcount={window ? rows.length + 1 : undefined}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={window ? 1 : undefined}>
          {columns.map(({ title }) => (
            <th key={title} scope="col" role="columnheader">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body ?? null}>
        {window && <Gap height={window.before} />}
        {indexes.map((index) => {
          const row = rows[index] as Row
          return (
            <tr
              key={keyOf(row)}
              role="row"
              ref={window?.measure ?? null}
              data-index={index}
              aria-rowindex={window ? index + 2 : undefined}
            >
              {columns.map(({ title, cell }) => (
                <td key={title} role="cell" data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          )
        })}
        {window && <Gap height={window.after} />}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: as the docstring says.
  )
}

function Gap({ height }: { height: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus.
  return <tr aria-hidden="true" class="gap" style={{ height: `${height}px` }} />
}
