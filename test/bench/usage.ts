import { readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second, independent of its own tick: proc(5). */
const TICK_MICROS = 10_000

/** Returns the CPU time that a process has used since its start, in all threads: user and system. */
export function cpuMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name may contain spaces, so fields are counted after it: state is field 3, utime 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
}

/** Returns the resident memory of a process, now or at its peak, in MB. */
export function memoryMb(pid: number, which: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1]) / 1_000)
}
