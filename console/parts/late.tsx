import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A part whose script is loaded when it is first shown, or before by `ready`. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let part: ComponentType<Props> | undefined
  const ready = async () => {
    part ??= await load()
  }
  function Late(props: Props) {
    const [, redraw] = useState(false)
    useEffect(() => void (part ?? ready().then(() => redraw(true))), [])
    const Part = part
    return Part ? <Part {...props} /> : null
  }
  return Object.assign(Late, { ready })
}
