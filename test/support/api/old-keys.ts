const LETTERS = 'ÀÉÎÕÜÝÞ ĄĆĐĘĞŁŃŐŘŞŢŮŸŻŽ ȘȚ ΆΈΉΊΌΎΏ ΑΒΓΔΣΩΪ ЁЂЄІЇЎ АБВГДЖЯ Ґ'

/** Statements that leave names in the database of release 0.1.0 with the keys that it could have. */
export const OLD_KEYS = [
  // The folding of release 0.1.0 keeps final sigma.
  `update identities set name = 'ΟΔΥΣΣΕΥΣ', name_key = 'οδυσσευς', alias = 'Σίς', alias_key = 'σίς'
    where id = 'emil-id'`,
  // Migration 0001 adds the keys as null.
  `update identities set name_key = null, alias_key = null where id = 'dora-id'`,
  `update identities set name = 'ΣΊΣΥΦΟΣ ${LETTERS}', name_key = null where id = 'unnamed-id'`,
  `update identities set name = 'Ｂｏｂ', name_key = null, last_seen_at = 0 where subject = 'bob'`,
]

/** The owners that filters find once their keys are migrated, by the names that {@link OLD_KEYS} gives. */
export const FOUND_BY_MIGRATED_KEYS: [filter: string, owners: string[]][] = [
  ['ownerName sw "ΟΔΥΣ"', ['ΟΔΥΣΣΕΥΣ']],
  ['ownerName eq "οδυσσευς"', ['ΟΔΥΣΣΕΥΣ']],
  ['ownerAlias eq "ΣΊΣ"', ['ΟΔΥΣΣΕΥΣ']],
  ['ownerName sw "ΣΊΣ"', [`ΣΊΣΥΦΟΣ ${LETTERS}`]],
  [`ownerName eq "${`Σίσυφος ${LETTERS}`.toLowerCase()}"`, [`ΣΊΣΥΦΟΣ ${LETTERS}`]],
  ['ownerName eq "DORA D\'ÉTÉ"', ["Dora d'Été"]],
  ['ownerAlias eq "DORA"', ["Dora d'Été"]],
]
