/** Returns a quantile by nearest rank. `part` is 0.5 for the median. */
export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN
}

/** Returns the middle value, or the lower of the two middle values. */
export function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** Rounds to a number of digits after the point. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
