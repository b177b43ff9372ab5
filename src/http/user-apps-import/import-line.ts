import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import type { ImportedUserApp } from '../../domain/user-apps-import.ts'
import { isDotSegment } from '../../lib/dot-segment.ts'
import { INSTANT_MAX_MS, INSTANT_MIN_MS } from '../../lib/rfc3339.ts'

const ID_LENGTH_MAX = 128
const NAME_LENGTH_MAX = 1_024

/** A lone surrogate has no UTF-8, and one driver ends a text at NUL, so another text would be stored. */
const wellFormed = z.refine<string>((text) => text.isWellFormed() && !text.includes('\0'))
const addressable = z.refine<string>((text) => !isDotSegment(text))
const id = z.string().check(wellFormed, addressable, z.minLength(1), z.maxLength(ID_LENGTH_MAX))
const name = z.nullish(z.string().check(wellFormed, z.maxLength(NAME_LENGTH_MAX)))
const flag = (byDefault: boolean) =>
  z.pipe(
    z.nullish(z.boolean()),
    z.transform((value) => value ?? byDefault),
  )
const instant = z.pipe(
  z.pipe(z.iso.datetime({ offset: true }), z.transform(Date.parse)),
  z.int().check(z.minimum(INSTANT_MIN_MS), z.maximum(INSTANT_MAX_MS)),
)

/**
 * A user app as the list returns it. Absent flags have the contract's defaults; unknown members are ignored.
 */
export const ImportLine = z.object({
  id,
  created: instant,
  modified: z.nullish(instant),
  hasMultipleAccounts: flag(false),
  useForPasswordManagement: flag(false),
  provisionRequestEnabled: flag(false),
  appCenterEnabled: flag(true),
  sourceApp: z.object({ id, name }),
  source: z.object({ id, name }),
  account: z.nullish(z.object({ id, name })),
  owner: z.object({ id, name, alias: name }),
})

/**
 * Reads one line of an import.
 * @throws {Refusal} import_line_not_json, import_line_invalid, with the number of the line
 */
export function parseImportLine(text: string, line: number): ImportedUserApp {
  const { success, data, error } = ImportLine.safeParse(parseObject(text, line))
  if (!success)
    throw new Refusal('import_line_invalid', { line, property: error.issues[0]?.path.join('.') ?? '' })
  const { sourceApp, source, account, owner } = data
  const { useForPasswordManagement, provisionRequestEnabled, appCenterEnabled } = data
  return {
    line,
    id: data.id,
    createdAt: data.created,
    modifiedAt: data.modified ?? data.created,
    manyAccounts: data.hasMultipleAccounts,
    owner: { ...named(owner), alias: owner.alias ?? null },
    source: { ...named(source), useForPasswordManagement },
    sourceApp: { ...named(sourceApp), provisionRequestEnabled, appCenterEnabled },
    account: account ? named(account) : undefined,
  } as ImportedUserApp
}

function named({ id, name }: { id: string; name?: string | null | undefined }) {
  return { id, name: name ?? null }
}

function parseObject(text: string, line: number): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new Refusal('import_line_not_json', { line })
}
