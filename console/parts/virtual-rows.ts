import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RenderedRows } from './table.tsx'

/** The assumed height of a row until it is measured. */
const ROW_PX = 53
/** The number of rows that are rendered outside the window on each side. */
const OVERSCAN_ROWS = 6

const FIXED_OPTIONS = {
  getScrollElement: () => window,
  estimateSize: () => ROW_PX,
  overscan: OVERSCAN_ROWS,
  scrollToFn: windowScroll,
  observeElementRect: observeWindowRect,
  observeElementOffset: observeWindowOffset,
}

type RowVirtualizer = Virtualizer<Window, HTMLTableRowElement>

/** Returns the rows to render at the current scroll position, and always the row that has the focus. */
export function useVirtualRows(count: number) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [, redraw] = useState(0)
  const [virtualizer] = useState(
    () => new Virtualizer<Window, HTMLTableRowElement>({ ...FIXED_OPTIONS, count: 0 }),
  )
  virtualizer.setOptions({
    ...FIXED_OPTIONS,
    count,
    scrollMargin: body.current ? body.current.getBoundingClientRect().top + scrollY : 0,
    onChange: () => redraw((redraws) => redraws + 1),
    rangeExtractor: (range) => withFocusedRow(defaultRangeExtractor(range), body.current, count),
  })
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer])
  useLayoutEffect(() => virtualizer._willUpdate())
  const measure = useCallback(
    (row: HTMLTableRowElement | null) => row && virtualizer.measureElement(row),
    [virtualizer],
  )
  return { body, rendered: { ...renderedRows(virtualizer), measure } satisfies RenderedRows }
}

function renderedRows(virtualizer: RowVirtualizer): Omit<RenderedRows, 'measure'> {
  const items = virtualizer.getVirtualItems()
  const margin = virtualizer.options.scrollMargin
  const height = items.reduce((sum, { size }) => sum + size, 0)
  const before = (items[0]?.start ?? margin) - margin
  return {
    indexes: items.map(({ index }) => index),
    before,
    after: Math.max(0, virtualizer.getTotalSize() - before - height),
  }
}

function withFocusedRow(indexes: number[], body: HTMLElement | null, count: number): number[] {
  const focused = Number(body?.querySelector<HTMLElement>('tr:focus-within')?.dataset.index ?? Number.NaN)
  if (Number.isNaN(focused) || focused >= count || indexes.includes(focused)) return indexes
  return [...indexes, focused].sort((a, b) => a - b)
}
