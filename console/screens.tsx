import type { ComponentChildren } from 'preact'
import type { Rights } from './api/types.ts'
import { late } from './parts/late.tsx'
import type { Place } from './router.ts'
import { Applications } from './screens/applications.tsx'
import type { Texts } from './texts/texts.ts'
import { isAdministrator, mayAudit } from './who.ts'

const Application = late(() => import('./screens/application.tsx').then((file) => file.Application))
const Administration = late(() => import('./screens/administration.tsx').then((file) => file.Administration))
const Inventory = late(() => import('./inventory/inventory.tsx').then((file) => file.Inventory))
const About = late(() => import('./screens/about.tsx').then((file) => file.About))

/** A screen of the menu: where it is, who is offered it, and what it shows. */
type MenuScreen = {
  name: keyof Texts['titles']
  path: string
  for: (rights: Rights) => boolean
  show: (rest: Place) => ComponentChildren
}

/** All of them, in the menu's order. The first is where one begins. */
export const SCREENS: MenuScreen[] = [
  {
    name: 'applications',
    path: 'applications',
    for: () => true,
    show: ([id]) => (id === undefined ? <Applications /> : <Application id={id} />),
  },
  { name: 'inventory', path: 'inventory', for: mayAudit, show: () => <Inventory /> },
  { name: 'administration', path: 'administration', for: isAdministrator, show: () => <Administration /> },
  { name: 'about', path: 'about', for: () => true, show: () => <About /> },
]

/** What is shown at a place; where nothing is, the first. */
export function screenAt([path, ...rest]: Place): ComponentChildren {
  const screen = SCREENS.find((screen) => screen.path === path) ?? SCREENS[0]
  return screen?.show(rest)
}

/** Loads the scripts of all screens while nothing else is to do, so that each opens at once. */
export function readyScreens(): void {
  for (const screen of [Application, Administration, Inventory, About]) void screen.ready()
}
