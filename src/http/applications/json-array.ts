/**
 * Writes pages of rows as one JSON array, alone or under a property. The first page is read before the answer
 * begins, so that a refusal still has its status; a later failure is told to `broken` and
 * breaks the body off, which no client takes for whole.
 */
export async function jsonArray<Row>(
  pages: AsyncGenerator<Row[]>,
  show: (row: Row) => unknown,
  property: string | undefined,
  broken: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const first = await pages.next()
  const texts = chunks(first.done ? [] : first.value, pages, show, property)
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        broken(error)
        throw error
      }
    },
    cancel: () => void texts.return(undefined),
  })
}

async function* chunks<Row>(
  first: Row[],
  rest: AsyncGenerator<Row[]>,
  show: (row: Row) => unknown,
  property: string | undefined,
): AsyncGenerator<string> {
  const page = (rows: Row[]) => rows.map((row) => JSON.stringify(show(row))).join(',')
  yield `${property ? `{${JSON.stringify(property)}:` : ''}[${page(first)}`
  for await (const rows of rest) if (rows.length > 0) yield `,${page(rows)}`
  yield property ? ']}' : ']'
}
