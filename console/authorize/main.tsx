import { render } from 'preact'
import { TextsContext } from '../context.ts'
import { loadTexts, preferredLanguage } from '../texts/language.ts'
import { Authorize } from './authorize.tsx'
import '../style.css'

const texts = await loadTexts(preferredLanguage())
document.title = texts.authorize.title
render(
  <TextsContext.Provider value={texts}>
    <Authorize request={new URLSearchParams(location.search)} />
  </TextsContext.Provider>,
  document.body,
)
