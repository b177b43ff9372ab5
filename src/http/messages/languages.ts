import { deDE } from './de-DE.ts'
import { enUS } from './en-US.ts'
import { esES } from './es-ES.ts'
import { frFR } from './fr-FR.ts'
import { heIL } from './he-IL.ts'
import { itIT } from './it-IT.ts'
import { jaJP } from './ja-JP.ts'
import { koKR } from './ko-KR.ts'
import type { Messages } from './messages.ts'
import { nlNL } from './nl-NL.ts'
import { plPL } from './pl-PL.ts'
import { ptBR } from './pt-BR.ts'
import { zhHans } from './zh-Hans.ts'
import { zhHant } from './zh-Hant.ts'

/** All supported languages; the first is the default. */
const ALL = [enUS, deDE, frFR, esES, ptBR, itIT, nlNL, plPL, jaJP, koKR, zhHans, zhHant, heIL]

/** The texts of each language by its tag. */
export const LANGUAGES: ReadonlyMap<string, Messages> = new Map(
  ALL.map((messages) => [messages.locale, messages]),
)
