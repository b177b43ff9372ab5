import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Window } from './table.tsx'

/** How high a row is until it is measured, and how many are ready outside the window. */
const ROW_PX = 53
const READY_ROWS = 6

/** Which of many rows to show as the page scrolls; the one with the focus stays, wherever it is. */
export function useWindow(count: number) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [, redraw] = useState(0)
  const [virtualizer] = useState(
    () => new Virtualizer<globalThis.Window, HTMLTableRowElement>({ ...FIXED, count: 0 }),
  )
  virtualizer.setOptions({
    ...FIXED,
    count,
    scrollMargin: body.current ? body.current.getBoundingClientRect().top + scrollY : 0,
    onChange: () => redraw((drawn) => drawn + 1),
    rangeExtractor: (range) => withFocused(defaultRangeExtractor(range), body.current, count),
  })
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer])
  useLayoutEffect(() => virtualizer._willUpdate())
  const measure = useCallback(
    (row: HTMLTableRowElement | null) => row && virtualizer.measureElement(row),
    [virtualizer],
  )
  return { body, window: { ...place(virtualizer), measure } satisfies Window }
}

const FIXED = {
  getScrollElement: () => window,
  estimateSize: () => ROW_PX,
  overscan: READY_ROWS,
  scrollToFn: windowScroll,
  observeElementRect: observeWindowRect,
  observeElementOffset: observeWindowOffset,
}

function place(virtualizer: Virtualizer<globalThis.Window, HTMLTableRowElement>) {
  const items = virtualizer.getVirtualItems()
  const margin = virtualizer.options.scrollMargin
  const shown = items.reduce((sum, { size }) => sum + size, 0)
  const before = (items[0]?.start ?? margin) - margin
  return {
    indexes: items.map(({ index }) => index),
    before,
    after: Math.max(0, virtualizer.getTotalSize() - before - shown),
  }
}

function withFocused(indexes: number[], body: HTMLElement | null, count: number): number[] {
  const focused = Number(body?.querySelector<HTMLElement>('tr:focus-within')?.dataset.index ?? Number.NaN)
  if (Number.isNaN(focused) || focused >= count || indexes.includes(focused)) return indexes
  return [...indexes, focused].sort((a, b) => a - b)
}
