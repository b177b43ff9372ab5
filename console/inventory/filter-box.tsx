import Combobox from '@github/combobox-nav'
import type { TargetedEvent } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { type Completion, complete, type Known } from './complete.ts'

type Props = {
  text: string
  changed: (text: string) => void
  known: Known
  /** Where the last filter was wrong, in characters from 0. */
  mistake: number | undefined
  describedBy: string
}

const NOTHING: Completion = { from: 0, options: [] }

/** The box that a filter is typed into, with what may come next: a combobox, by the pattern of the ARIA practices. */
export function FilterBox({ text, changed, known, mistake, describedBy }: Props) {
  const { list: texts, inventory } = useTexts()
  const [input, list] = [useRef<HTMLInputElement>(null), useRef<HTMLDivElement>(null)]
  const [completion, setCompletion] = useState(NOTHING)
  const id = useId()
  useCombobox(input.current, list.current, completion.options.length > 0)
  useCaretAt(input.current, text, mistake, () => setCompletion(NOTHING))

  const offer = () => {
    const caret = input.current?.selectionEnd ?? 0
    setCompletion(complete(input.current?.value ?? '', caret, known))
  }
  const take = ({ currentTarget, target }: TargetedEvent<HTMLDivElement>) => {
    const option = (target as HTMLElement).closest<HTMLElement>('[role=option]')
    const box = input.current
    if (!option || !box || !currentTarget.contains(option)) return
    const caret = box.selectionEnd ?? 0
    box.setRangeText(`${option.textContent} `, completion.from, caret, 'end')
    changed(box.value)
    box.focus()
    offer()
  }
  return (
    <div class="combobox">
      <label for={id}>{texts.filter}</label>
      <input
        id={id}
        ref={input}
        value={text}
        onInput={(event) => {
          changed(event.currentTarget.value)
          offer()
        }}
        onFocus={offer}
        onClick={offer}
        onBlur={() => setCompletion(NOTHING)}
        onKeyDown={(event) => {
          const sends = event.key === 'Enter' && !hasOption(event.currentTarget)
          if (sends || event.key === 'Escape') setCompletion(NOTHING)
        }}
        placeholder={'ownerName sw "a"'}
        aria-invalid={mistake === undefined ? undefined : true}
        aria-describedby={describedBy}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        dir="ltr"
      />
      <div
        ref={list}
        role="listbox"
        aria-label={inventory.suggestions}
        hidden={completion.options.length === 0}
        onMouseDown={(event) => event.preventDefault()}
        oncombobox-commit={take}
        dir="ltr"
      >
        {completion.options.map((option) => (
          <div key={option} role="option" tabIndex={-1} id={`${id}-${option}`}>
            {option}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Whether Enter takes an option, rather than sends the filter. */
function hasOption(input: HTMLInputElement): boolean {
  return input.hasAttribute('aria-activedescendant')
}

function useCombobox(input: HTMLInputElement | null, list: HTMLElement | null, open: boolean): void {
  const [combobox, setCombobox] = useState<Combobox>()
  useEffect(() => {
    if (!input || !list) return undefined
    const made = new Combobox(input, list)
    setCombobox(made)
    return () => made.destroy()
  }, [input, list])
  useEffect(() => (open ? combobox?.start() : combobox?.stop()), [combobox, open])
}

/** Puts the caret where the mistake is; what is said of it is not covered by what may come next. */
function useCaretAt(
  input: HTMLInputElement | null,
  text: string,
  mistake: number | undefined,
  close: () => void,
): void {
  useEffect(() => {
    if (mistake === undefined || !input) return
    const at = [...text].slice(0, mistake).join('').length
    input.focus()
    input.setSelectionRange(at, at)
    close()
  }, [mistake])
}
