/**
 * Streams pages of rows as one JSON array, alone or under a property. The first page is read before the
 * response begins, so that a refusal still has its status. A later error goes to `onError` and breaks the
 * body off, so that no client takes it for complete. A client that leaves is no error.
 */
export async function jsonArray<Row>(
  pages: AsyncGenerator<Row[]>,
  toJson: (row: Row) => unknown,
  property: string | undefined,
  onError: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const first = await pages.next()
  const texts = chunks(first.done ? [] : first.value, pages, toJson, property)
  const encoder = new TextEncoder()
  let isCancelled = false
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next()
        // The controller of a cancelled stream throws, also if this call began before.
        if (isCancelled) return
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        onError(error)
        throw error
      }
    },
    cancel() {
      isCancelled = true
      void texts.return(undefined)
    },
  })
}

async function* chunks<Row>(
  first: Row[],
  rest: AsyncGenerator<Row[]>,
  toJson: (row: Row) => unknown,
  property: string | undefined,
): AsyncGenerator<string> {
  const page = (rows: Row[]) => rows.map((row) => JSON.stringify(toJson(row))).join(',')
  yield `${property ? `{${JSON.stringify(property)}:` : ''}[${page(first)}`
  for await (const rows of rest) if (rows.length > 0) yield `,${page(rows)}`
  yield property ? ']}' : ']'
}
