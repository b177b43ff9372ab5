import type { FieldTable } from '../lib/filter/check.ts'

/** The fields of user apps that filters support, with the operators of the vendor's contract. */
export const USER_APP_FIELDS = {
  id: { type: 'id', operators: ['eq'] },
  ownerId: { type: 'id', operators: ['eq'] },
  ownerName: { type: 'string', operators: ['eq', 'sw'] },
  ownerAlias: { type: 'string', operators: ['eq', 'sw'] },
  accountId: { type: 'id', operators: ['eq'] },
  sourceAppId: { type: 'id', operators: ['eq'] },
} as const satisfies FieldTable<string>
