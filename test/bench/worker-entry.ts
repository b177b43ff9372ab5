import worker from '../../src/worker.ts'
import { memoryKv, type Results, replayingD1 } from './memory-bindings.ts'

type Bindings = Parameters<typeof worker.fetch>[1]

let bindings: Bindings | undefined

/** The deployed worker, with bindings in memory. */
export default {
  fetch(request, given, context) {
    bindings ??= { ...given, DB: replayingD1(given.RECORDED), KV: memoryKv() }
    return worker.fetch(request, bindings, context)
  },
} satisfies ExportedHandler<Record<string, unknown> & { RECORDED: Results }>
