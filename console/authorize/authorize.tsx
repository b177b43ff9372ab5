import { PATHS } from '../../src/http/paths.ts'
import { useTexts } from '../context.ts'
import type { Texts } from '../texts/texts.ts'

/** The URL at which the development issuer continues a sign-in. */
const ACTION = `${PATHS.developmentIssuer}/authorize`

const ROLES = ['admin']
const SCOPES = ['idn:app-roles:read', 'idn:app-roles:manage', 'sp:scopes:all']

type Person = {
  sub: string
  name: string
  roles: string[]
  scopes: string[]
  /** The text that describes the person. */
  description: keyof Texts['authorize']
}

/** The users that one click signs in. */
const PEOPLE: Person[] = [
  { sub: 'uma', name: 'Uma User', roles: [], scopes: ['idn:app-roles:read'], description: 'user' },
  {
    sub: 'ada',
    name: 'Ada Admin',
    roles: ['admin'],
    scopes: ['idn:app-roles:manage', 'idn:app-roles:read'],
    description: 'administrator',
  },
  {
    sub: 'otto',
    name: 'Otto Auditor',
    roles: [],
    scopes: ['idn:app-roles:manage'],
    description: 'auditor',
  },
]

/** Renders the page of the development issuer: one form for each user, which continues the request. */
export function Authorize({ request }: { request: URLSearchParams }) {
  const { authorize } = useTexts()
  return (
    <main class="authorize">
      <h1>{authorize.title}</h1>
      <p>{authorize.text}</p>
      {PEOPLE.map((person) => (
        <form key={person.sub} method="post" action={ACTION}>
          <HiddenFields fields={[...request, ...fieldsOf(person)]} />
          <button type="submit" class="secondary person">
            <strong>{person.name}</strong> <span>{authorize[person.description]}</span>
          </button>
        </form>
      ))}
      <CustomUser request={request} />
    </main>
  )
}

function CustomUser({ request }: { request: URLSearchParams }) {
  const { authorize, columns, about, application } = useTexts()
  return (
    <details>
      <summary>{authorize.someoneElse}</summary>
      <form method="post" action={ACTION}>
        <HiddenFields fields={[...request]} />
        <TextField name="sub" label={authorize.subject} required />
        <TextField name="name" label={columns.name} />
        <TextField name="alias" label={authorize.alias} />
        <TextField name="email" label={about.email} />
        <Checkboxes name="role" label={application.roles} values={ROLES} />
        <Checkboxes name="grant" label={application.scopes} values={SCOPES} />
        <button type="submit">{authorize.continue}</button>
      </form>
    </details>
  )
}

function HiddenFields({ fields }: { fields: [name: string, value: string][] }) {
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** Returns a person's form fields. Scopes are named `grant`, since `scope` is a parameter of the request. */
function fieldsOf({ sub, name, roles, scopes }: Person): [name: string, value: string][] {
  return [
    ['sub', sub],
    ['name', name],
    ['alias', name.toLowerCase().replace(' ', '.')],
    ['email', `${sub}@example.com`],
    ...roles.map((role): [string, string] => ['role', role]),
    ...scopes.map((scope): [string, string] => ['grant', scope]),
  ]
}

type TextFieldProps = { name: string; label: string; required?: boolean }

function TextField({ name, label, required = false }: TextFieldProps) {
  return (
    <label>
      {label}
      <input name={name} required={required} autocomplete="off" dir="auto" />
    </label>
  )
}

function Checkboxes({ name, label, values }: { name: string; label: string; values: string[] }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} />
          <code dir="ltr">{value}</code>
        </label>
      ))}
    </fieldset>
  )
}
