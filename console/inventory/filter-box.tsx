import Combobox from '@github/combobox-nav'
import type { RefObject, TargetedEvent } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { LITERAL_INPUT } from '../parts/form.tsx'
import { type Completion, complete, type Vocabulary } from './complete.ts'

type Props = {
  text: string
  onChange: (text: string) => void
  vocabulary: Vocabulary
  /** The position of the error in the last filter, in characters from 0. */
  errorPosition: number | undefined
  describedBy: string
}

const NO_COMPLETION: Completion = { from: 0, options: [] }

/** Renders the input of a filter with suggestions: the combobox pattern of the ARIA Authoring Practices. */
export function FilterBox({ text, onChange, vocabulary, errorPosition, describedBy }: Props) {
  const { list: texts } = useTexts()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { options, suggest, accept, hide } = useCompletion(input, vocabulary, onChange)
  const id = useId()
  useCombobox(input.current, list.current, options.length > 0)
  useCaretAtError(input.current, text, errorPosition, hide)
  return (
    <div class="combobox">
      <label for={id}>{texts.filter}</label>
      <input
        {...LITERAL_INPUT}
        id={id}
        ref={input}
        value={text}
        onInput={(event) => {
          onChange(event.currentTarget.value)
          suggest()
        }}
        onFocus={suggest}
        onClick={suggest}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || submitsForm(event)) hide()
        }}
        placeholder={'ownerName sw "a"'}
        aria-invalid={errorPosition === undefined ? undefined : true}
        aria-describedby={describedBy}
      />
      <Suggestions list={list} id={id} options={options} onAccept={accept} />
    </div>
  )
}

type SuggestionsProps = {
  list: RefObject<HTMLDivElement | null>
  id: string
  options: string[]
  onAccept: (option: string) => void
}

function Suggestions({ list, id, options, onAccept }: SuggestionsProps) {
  const { inventory } = useTexts()
  const onCommit = ({ currentTarget, target }: TargetedEvent<HTMLDivElement>) => {
    const option = (target as HTMLElement).closest<HTMLElement>('[role=option]')
    if (option && currentTarget.contains(option)) onAccept(option.textContent)
  }
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={inventory.suggestions}
      hidden={options.length === 0}
      // A click must not take the focus from the input.
      onMouseDown={(event) => event.preventDefault()}
      oncombobox-commit={onCommit}
      dir="ltr"
    >
      {options.map((option) => (
        <div key={option} role="option" tabIndex={-1} id={`${id}-${option}`}>
          {option}
        </div>
      ))}
    </div>
  )
}

/** Whether a key press submits the form: Enter accepts a suggestion instead if one is active. */
function submitsForm({ key, currentTarget }: TargetedEvent<HTMLInputElement, KeyboardEvent>): boolean {
  return key === 'Enter' && !currentTarget.hasAttribute('aria-activedescendant')
}

/** Returns the suggestions at the input's caret, and functions that update, accept and hide them. */
function useCompletion(
  input: RefObject<HTMLInputElement | null>,
  vocabulary: Vocabulary,
  onChange: (text: string) => void,
) {
  const [completion, setCompletion] = useState(NO_COMPLETION)
  const suggest = () => {
    const caret = input.current?.selectionEnd ?? 0
    setCompletion(complete(input.current?.value ?? '', caret, vocabulary))
  }
  const accept = (option: string) => {
    const box = input.current
    if (!box) return
    box.setRangeText(`${option} `, completion.from, box.selectionEnd ?? 0, 'end')
    onChange(box.value)
    box.focus()
    suggest()
  }
  return { options: completion.options, suggest, accept, hide: () => setCompletion(NO_COMPLETION) }
}

/** Connects an input and its listbox: the arrow keys select an option while the list is open. */
function useCombobox(input: HTMLInputElement | null, list: HTMLElement | null, open: boolean): void {
  const [combobox, setCombobox] = useState<Combobox>()
  useEffect(() => {
    if (!input || !list) return undefined
    const created = new Combobox(input, list)
    setCombobox(created)
    return () => created.destroy()
  }, [input, list])
  useEffect(() => (open ? combobox?.start() : combobox?.stop()), [combobox, open])
}

/** Moves the caret to the error in the filter, and hides the suggestions, which would cover its message. */
function useCaretAtError(
  input: HTMLInputElement | null,
  text: string,
  errorPosition: number | undefined,
  hide: () => void,
): void {
  useEffect(() => {
    if (errorPosition === undefined || !input) return
    const caret = [...text].slice(0, errorPosition).join('').length
    input.focus()
    input.setSelectionRange(caret, caret)
    hide()
  }, [errorPosition])
}
