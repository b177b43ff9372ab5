/**
 * Renders a filter with the character at its error marked, or with a marked `␣` if the error is at its end.
 */
export function MarkedFilter({ filter, position }: { filter: string; position: number }) {
  const characters = [...filter]
  return (
    <code class="marked-filter" dir="ltr">
      {characters.slice(0, position).join('')}
      <mark>{characters[position] ?? '␣'}</mark>
      {characters.slice(position + 1).join('')}
    </code>
  )
}
