import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** The state of a value that is loaded asynchronously. */
export type LoadState<Value> = {
  value: Value | undefined
  error: unknown
  loading: boolean
  reload: () => void
}

/**
 * Loads a value, and loads it again when `key` changes. The last value stays until the next one arrives; the
 * result of an outdated load is dropped.
 */
export function useLoad<Value>(load: () => Promise<Value>, key: unknown = undefined): LoadState<Value> {
  const [state, setState] = useState<{ value?: Value; error?: unknown; loading: boolean }>({ loading: true })
  const [attempt, setAttempt] = useState(0)
  const latestLoad = useRef(load)
  latestLoad.current = load
  useEffect(() => {
    let current = true
    setState((state) => ({ ...state, loading: true }))
    latestLoad.current().then(
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

/**
 * Returns the state of an action, and a function that runs it and resolves to whether it succeeded. The error
 * stays until the next run.
 */
export function useAction<Arguments extends unknown[]>(action: (...args: Arguments) => Promise<unknown>) {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false })
  const latestAction = useRef(action)
  latestAction.current = action
  const run = useCallback(async (...args: Arguments) => {
    setState({ busy: true })
    try {
      await latestAction.current(...args)
      setState({ busy: false })
      return true
    } catch (error) {
      setState({ busy: false, error })
      return false
    }
  }, [])
  return { run, ...state }
}
