import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export type Loaded<Value> = {
  value: Value | undefined
  error: unknown
  loading: boolean
  reload: () => void
}

/** Loads a value, and again when `key` changes; what comes too late is dropped, what was there stays until then. */
export function useLoad<Value>(load: () => Promise<Value>, key: unknown = undefined): Loaded<Value> {
  const [state, setState] = useState<{ value?: Value; error?: unknown; loading: boolean }>({ loading: true })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    let current = true
    setState((state) => ({ ...state, loading: true }))
    latest.current().then(
      (value) => current && setState({ value, loading: false }),
      (error) => current && setState((state) => ({ ...state, error, loading: false })),
    )
    return () => {
      current = false
    }
  }, [key, attempt])
  const reload = useCallback(() => setAttempt((attempt) => attempt + 1), [])
  return { value: state.value, error: state.error, loading: state.loading, reload }
}

/** Does something, and says whether it worked; what went wrong is kept until the next try. */
export function useAction<Arguments extends unknown[]>(act: (...given: Arguments) => Promise<unknown>) {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false })
  const latest = useRef(act)
  latest.current = act
  const run = useCallback(async (...given: Arguments) => {
    setState({ busy: true })
    try {
      await latest.current(...given)
      setState({ busy: false })
      return true
    } catch (error) {
      setState({ busy: false, error })
      return false
    }
  }, [])
  return { run, ...state }
}
