/** The filter as it was sent, with the character marked that the service stumbled at. */
export function Mistake({ filter, position }: { filter: string; position: number }) {
  const characters = [...filter]
  return (
    <code class="mistake" dir="ltr">
      {characters.slice(0, position).join('')}
      <mark>{characters[position] ?? '␣'}</mark>
      {characters.slice(position + 1).join('')}
    </code>
  )
}
