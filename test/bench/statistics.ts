/** The nearest rank: `part` is 0.5 for the median. */
export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN
}

/** The middle value, or the lower of the two. */
export function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** To so many digits after the point. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
