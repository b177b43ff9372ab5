import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Returns a component whose script is loaded when it is first rendered, or earlier by its `preload`. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined
  const preload = async () => {
    loaded ??= await load()
  }
  function Lazy(props: Props) {
    const [, redraw] = useState(false)
    useEffect(() => void (loaded ?? preload().then(() => redraw(true))), [])
    const Component = loaded
    return Component ? <Component {...props} /> : null
  }
  return Object.assign(Lazy, { preload })
}
