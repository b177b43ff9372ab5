import type { Job, Subject, Task } from './jobs.ts'
import { load } from './load.ts'
import type { Runs } from './ratios.ts'

/** The number and the length of the loads on each server. */
export type Turns = { rounds: number; seconds: number; warmUpSeconds: number }

export const TURNS: Turns = { rounds: 7, seconds: 4, warmUpSeconds: 3 }
export const QUICK_TURNS: Turns = { rounds: 3, seconds: 1, warmUpSeconds: 1 }

/** Loads each server that supports the job in every round, so that other load on the machine affects all. */
export async function byTurns(subjects: Subject[], job: Job, turns: Turns): Promise<Runs[]> {
  const able = await prepared(subjects, job)
  for (const { subject, task } of able) await load(subject, job, task, turns.warmUpSeconds)
  const all = able.map(({ subject }): Runs => ({ edition: subject.name, job, runs: [] }))
  for (let round = 0; round < turns.rounds; round++) {
    for (const [index, { subject, task }] of able.entries()) {
      all[index]?.runs.push(await load(subject, job, task, turns.seconds))
    }
  }
  return all
}

async function prepared(subjects: Subject[], job: Job): Promise<{ subject: Subject; task: Task }[]> {
  const able = []
  for (const subject of subjects) {
    const task = await subject.tasks[job]?.()
    if (task) able.push({ subject, task })
  }
  return able
}
