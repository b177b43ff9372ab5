import type { ComponentChildren } from 'preact'
import type { RightsView } from '../src/http/applications/responses.ts'
import { isAdministrator, mayAudit } from './caller.ts'
import { lazy } from './parts/lazy.tsx'
import type { Path } from './router.ts'
import { Applications } from './screens/applications.tsx'
import type { Texts } from './texts/texts.ts'

const Application = lazy(() => import('./screens/application.tsx').then((module) => module.Application))
const Administration = lazy(() =>
  import('./screens/administration.tsx').then((module) => module.Administration),
)
const Inventory = lazy(() => import('./inventory/inventory.tsx').then((module) => module.Inventory))
const About = lazy(() => import('./screens/about.tsx').then((module) => module.About))

/** An entry of the menu. */
type MenuScreen = {
  name: keyof Texts['titles']
  /** The first segment of the screen's path. */
  path: string
  isOfferedTo: (rights: RightsView) => boolean
  /** Renders the screen, given the segments after the first. */
  render: (rest: Path) => ComponentChildren
}

/** All screens in the order of the menu. The first is the home screen. */
export const SCREENS: MenuScreen[] = [
  {
    name: 'applications',
    path: 'applications',
    isOfferedTo: () => true,
    render: ([id]) => (id === undefined ? <Applications /> : <Application id={id} />),
  },
  { name: 'inventory', path: 'inventory', isOfferedTo: mayAudit, render: () => <Inventory /> },
  {
    name: 'administration',
    path: 'administration',
    isOfferedTo: isAdministrator,
    render: () => <Administration />,
  },
  { name: 'about', path: 'about', isOfferedTo: () => true, render: () => <About /> },
]

/** Renders the screen at a path, or the home screen at an unknown path. */
export function screenAt([first, ...rest]: Path): ComponentChildren {
  const screen = SCREENS.find((screen) => screen.path === first) ?? SCREENS[0]
  return screen?.render(rest)
}

/** Loads the scripts of all screens in the background, so that each screen opens at once. */
export function preloadScreens(): void {
  for (const screen of [Application, Administration, Inventory, About]) void screen.preload()
}
