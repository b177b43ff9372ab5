const DATE_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i

/** The first and the last millisecond of the years that RFC 3339 can express, which have four digits. */
export const INSTANT_MIN_MS = Date.parse('0000-01-01T00:00:00.000Z')
export const INSTANT_MAX_MS = Date.parse('9999-12-31T23:59:59.999Z')

/** Formats epoch milliseconds as an RFC 3339 date-time in UTC, with milliseconds. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/**
 * Returns the epoch milliseconds of an RFC 3339 date-time (section 5.6), or `undefined` if the text is not
 * one or names a leap second, for which epoch time has no number. A finer time gives a fraction, exact to a
 * quarter of a microsecond: the precision of a double.
 */
export function parseInstant(text: string): number | undefined {
  const parts = DATE_TIME.exec(text)
  if (parts === null) return undefined
  const [, date, time, fraction = '.0', sign, hours = 0, minutes = 0] = parts
  const whole = `${date}T${time}.000Z`
  const milliseconds = Date.parse(whole)
  // For 30 February, some runtimes return 2 March and others NaN.
  if (Number.isNaN(milliseconds) || toInstant(milliseconds) !== whole) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return milliseconds + Number(`0${fraction}e3`) - (sign === '-' ? -offset : offset)
}
