import type { Place } from './import-parts.ts'

const BAR_CHARACTERS = 24

/** How often a line is written where nobody watches a terminal. */
const LINE_EVERY_MS = 5_000

/** Shows how far an import is: in one line of a terminal, or in a plain line now and then. */
export type Bar = {
  show(place: Place): void
  /** Says something that stays, above the bar. */
  say(sentence: string): void
  /** Takes the bar away. */
  end(): void
}

/** A bar for a file of that size, of which `start` was done before. */
export function newBar(stream: NodeJS.WriteStream, start: Place, sizeBytes: number, now = Date.now): Bar {
  const started = now()
  let shown = started
  const clear = () => stream.isTTY && stream.write('\r\x1b[K')
  return {
    show(place) {
      const text = progress(start, place, sizeBytes, (now() - started) / 1_000)
      if (stream.isTTY) {
        const line = `${bar(place.offset / sizeBytes)} ${text}`
        stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 80) - 1)}`)
      } else if (now() - shown >= LINE_EVERY_MS) {
        shown = now()
        stream.write(`${text}\n`)
      }
    },
    say(sentence) {
      clear()
      stream.write(`${sentence}\n`)
    },
    end: () => void clear(),
  }
}

/** Percent, lines, lines a second, and the time left if it goes on so. */
function progress(start: Place, place: Place, sizeBytes: number, seconds: number): string {
  const percent = Math.floor((100 * place.offset) / sizeBytes)
  const done = place.offset - start.offset
  const rate = Math.round((place.lines - start.lines) / Math.max(seconds, 0.001))
  const parts = [`${percent} %`, `${count(place.lines)} lines`]
  if (done > 0) {
    parts.push(`${count(rate)} lines/s`, `${time(((sizeBytes - place.offset) * seconds) / done)} left`)
  }
  return parts.join(' · ')
}

/** A number of things as people read it. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

function bar(share: number): string {
  const full = Math.round(share * BAR_CHARACTERS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CHARACTERS - full)}`
}

function time(seconds: number): string {
  const whole = Math.ceil(seconds)
  const minutes = Math.floor(whole / 60)
  return `${minutes}:${String(whole % 60).padStart(2, '0')}`
}
