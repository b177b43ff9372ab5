/** A place in a source: `offset` is in the source's own unit (bytes of a file, records of a tenant). */
export type Place = { offset: number; lines: number }

/** Some lines to import, and the place where they end. */
export type Part = { bytes: Uint8Array; firstLine: number; end: Place }

/** The largest part, half of the largest request. */
export const PART_BYTES = 4_194_304

/** A source of lines to import, which remembers the place up to which they were stored. */
export type Source = {
  /** The place up to which an earlier import stored the source. */
  start: Place
  /** Returns the size in the unit of {@link Place.offset}, undefined while it is unknown. */
  size(): number | undefined
  /** The message for an import that resumes. */
  resumed: string
  parts(): AsyncGenerator<Part>
  /** Remembers that a part is stored. */
  advance(part: Part): Promise<void>
  /** Forgets the place, since everything is stored. */
  finish(): Promise<void>
  close(): Promise<void>
}
