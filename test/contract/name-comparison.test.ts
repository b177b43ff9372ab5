import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { importLines, line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const NAMES = [
  'ΟΔΥΣΣΕΥΣ',
  'Σίσυφος',
  'Ὀδυσσεύς',
  'Straße',
  'STRASSE',
  'İstanbul',
  'Isparta',
  'Ilgın',
  'ﬁnn',
  'Ｊａｎｅ',
  'Émile',
  'Emil',
  'ᏣᎳᎩ',
]

let issuer: Issuer
let service: Service
let token: string
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  token = await issuer.sign({
    claims: { sub: 'auditor', roles: ['admin'], scope: 'idn:app-roles:manage' },
  })
  const lines = NAMES.map((name, index) => line(`app-${index}`, { id: `owner-${index}`, name }))
  await importLines(service, token, lines)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

test.each<[filter: string, found: string[]]>([
  ['sw "ΟΔΥΣ"', ['ΟΔΥΣΣΕΥΣ']],
  ['sw "οδυς"', ['ΟΔΥΣΣΕΥΣ']],
  ['eq "οδυσσευς"', ['ΟΔΥΣΣΕΥΣ']],
  ['eq "οδυσσευσ"', ['ΟΔΥΣΣΕΥΣ']],
  ['sw "ΣΊΣ"', ['Σίσυφος']],
  ['eq "ΣΊΣΥΦΟΣ"', ['Σίσυφος']],
  ['eq "ὈΔΥΣΣΕΎΣ"', ['Ὀδυσσεύς']],
  ['eq "STRAẞE"', ['Straße']],
  ['eq "strasse"', ['STRASSE']],
  ['sw "istan"', []],
  ['sw "i"', ['İstanbul', 'Isparta', 'Ilgın']],
  ['sw "i\u0307"', ['İstanbul']],
  ['eq "ILGIN"', []],
  ['eq "ILGıN"', ['Ilgın']],
  ['sw "FI"', ['ﬁnn']],
  ['eq "jane"', ['Ｊａｎｅ']],
  ['sw "e\u0301m"', ['Émile']],
  ['sw "EM"', ['Emil']],
  ['eq "ꮳꮃꭹ"', ['ᏣᎳᎩ']],
])('ownerName %s finds %j', async (filter, found) => {
  const query = new URLSearchParams({ filters: `ownerName ${filter}` })
  const { body } = await api(service, token).get<{ owner: { name: string } }[]>(`/user-apps/all?${query}`)
  expect(body.map(({ owner }) => owner.name).sort()).toEqual(found.toSorted())
})
