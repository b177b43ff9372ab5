import type { TrustedIssuerSetting } from '../../platform/settings/trusted-issuer.ts'
import { readTrustedIssuers } from '../../platform/settings.ts'
import { type Finding, fail, note, ok } from './finding.ts'

/** An entry of the settings, or the defaults, which have no audience. */
export type Entry = TrustedIssuerSetting & { isDefault: boolean }

/** Finds the entry of an issuer in `TRUSTED_ISSUERS`. Without it, the defaults are checked. */
export function checkEntry(
  issuer: string,
  setting: string | undefined,
): { findings: Finding[]; entry: Entry } {
  const entries = setting ? readTrustedIssuers(setting) : []
  if ('problems' in entries) return { findings: entries.problems.map(fail), entry: defaultEntry(issuer) }
  const entry = entries.find((one) => one.issuer === issuer)
  if (entry)
    return { findings: [ok(`There is an entry for ${issuer}.`)], entry: { ...entry, isDefault: false } }
  const similar = entries.find((one) => withoutSlash(one.issuer) === withoutSlash(issuer))
  const finding = similar
    ? fail(`The entry has ${similar.issuer}, not ${issuer}. They must be equal, including a final slash.`)
    : note(`TRUSTED_ISSUERS has no entry for ${issuer}, so the defaults are checked, without an audience.`)
  return { findings: [finding], entry: similar ? { ...similar, isDefault: false } : defaultEntry(issuer) }
}

export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/+$/, '')
}

function defaultEntry(issuer: string): Entry {
  const [entry] = readTrustedIssuers([{ issuer, audience: issuer }]) as [TrustedIssuerSetting]
  return { ...entry, isDefault: true }
}
