import { render } from 'preact'
import '../style.css'

render(<main>Latchkey</main>, document.body)
