import { expect, test } from 'vitest'
import { complete } from '../../console/inventory/complete.ts'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'

const known = {
  fields: USER_APP_FIELDS,
  values: (field: string) => (field === 'ownerName' ? ['Ann', 'Al "Ace" B', 'Ünal', 'Οδυσσεύς'] : []),
}
const FIELDS = Object.keys(USER_APP_FIELDS)

/** Completes at the caret, which is at the bar, or at the end of the text. */
function completed(text: string) {
  const caret = text.includes('|') ? text.indexOf('|') : text.length
  const { from, options } = complete(text.replace('|', ''), caret, known)
  return { word: text.slice(from, caret), options }
}

test.each<[text: string, word: string, options: string[]]>([
  ['', '', [...FIELDS, 'not', '(']],
  ['ownerN', 'ownerN', ['ownerName']],
  ['OWNERn', 'OWNERn', ['ownerName']],
  ['ownerName', 'ownerName', []],
  ['ownerName ', '', ['eq', 'sw']],
  ['id ', '', ['eq']],
  ['shoeSize ', '', []],
  ['ownerName s', 's', ['sw']],
  ['ownerName eq ', '', ['"Ann"', '"Al \\"Ace\\" B"', '"Ünal"', '"Οδυσσεύς"']],
  ['ownerName eq "a', '"a', ['"Ann"', '"Al \\"Ace\\" B"']],
  ['ownerName eq "Al \\"A', '"Al \\"A', ['"Al \\"Ace\\" B"']],
  ['ownerName eq "ü', '"ü', ['"Ünal"']],
  ['ownerName eq "ΟΔΥΣ', '"ΟΔΥΣ', ['"Οδυσσεύς"']],
  ['id eq ', '', []],
  ['id eq "x" ', '', ['and', 'or']],
  ['id eq "x" a', 'a', ['and']],
  ['(id eq "x" ', '', ['and', 'or', ')']],
  ['not ', '', [...FIELDS, 'not', '(']],
  ['id eq "x" or ownerA', 'ownerA', ['ownerAlias']],
  ['owner| eq "x"', 'owner', ['ownerId', 'ownerName', 'ownerAlias']],
  ["id eq 'x' ", '', []],
  ['id eq "x" id ', '', []],
])('after %j, offers what the parser expects', (text, word, options) => {
  expect(completed(text)).toEqual({ word, options })
})
