import type { Place } from './part.ts'

const BAR_CHARACTERS = 24

/** The time between two lines of progress where the output is not a terminal. */
const LINE_EVERY_MS = 5_000

/** The progress of an import: one line of a terminal that changes, or a plain line from time to time. */
export type ProgressBar = {
  show(place: Place, size: number | undefined): void
  /** Writes a sentence above the bar. */
  report(sentence: string): void
  /** Removes the bar. */
  end(): void
}

/** Creates the bar of an import that starts at a place. */
export function createProgressBar(stream: NodeJS.WriteStream, start: Place, now = Date.now): ProgressBar {
  const started = now()
  let shown = started
  const clear = () => stream.isTTY && stream.write('\r\x1b[K')
  return {
    show(place, size) {
      const text = progressText(start, place, size, (now() - started) / 1_000)
      if (stream.isTTY) {
        const line = size === undefined ? text : `${bar(place.offset / size)} ${text}`
        stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 80) - 1)}`)
      } else if (now() - shown >= LINE_EVERY_MS) {
        shown = now()
        stream.write(`${text}\n`)
      }
    },
    report(sentence) {
      clear()
      stream.write(`${sentence}\n`)
    },
    end: () => void clear(),
  }
}

/**
 * Returns percent, lines, lines per second, and the time left at this rate. Without a size: lines and rate
 * only.
 */
function progressText(start: Place, place: Place, size: number | undefined, seconds: number): string {
  const done = place.offset - start.offset
  const rate = Math.round((place.lines - start.lines) / Math.max(seconds, 0.001))
  const parts = [`${count(place.lines)} lines`]
  if (size !== undefined) parts.unshift(`${percent(place.offset, size)} %`)
  if (done > 0) parts.push(`${count(rate)} lines/s`)
  if (done > 0 && size !== undefined) parts.push(`${time(((size - place.offset) * seconds) / done)} left`)
  return parts.join(' · ')
}

function percent(offset: number, size: number): number {
  return Math.min(100, Math.floor((100 * offset) / Math.max(size, 1)))
}

/** Formats a number for people. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

function bar(share: number): string {
  const full = Math.min(BAR_CHARACTERS, Math.round(share * BAR_CHARACTERS))
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CHARACTERS - full)}`
}

function time(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  const minutes = Math.floor(whole / 60)
  return `${minutes}:${String(whole % 60).padStart(2, '0')}`
}
