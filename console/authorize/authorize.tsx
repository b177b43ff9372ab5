import { useTexts } from '../context.ts'
import type { Texts } from '../texts/texts.ts'

const ROLES = ['admin']
const SCOPES = ['idn:app-roles:read', 'idn:app-roles:manage', 'sp:scopes:all']

type Person = { sub: string; name: string; roles: string[]; scopes: string[]; is: keyof Texts['authorize'] }

/** Whom one may be with one click. */
const PEOPLE: Person[] = [
  { sub: 'uma', name: 'Uma User', roles: [], scopes: ['idn:app-roles:read'], is: 'user' },
  {
    ...{ sub: 'ada', name: 'Ada Admin', is: 'administrator' },
    ...{ roles: ['admin'], scopes: ['idn:app-roles:manage', 'idn:app-roles:read'] },
  },
  { sub: 'otto', name: 'Otto Auditor', roles: [], scopes: ['idn:app-roles:manage'], is: 'auditor' },
]

/** The page of the development issuer, where one chooses who to be: forms, which the service answers. */
export function Authorize({ request }: { request: URLSearchParams }) {
  const { authorize } = useTexts()
  return (
    <main class="authorize">
      <h1>{authorize.title}</h1>
      <p>{authorize.text}</p>
      {PEOPLE.map((person) => (
        <form key={person.sub} method="post" action="/development-issuer/authorize">
          <Hidden fields={[...request, ...fieldsOf(person)]} />
          <button type="submit" class="quiet person">
            <strong>{person.name}</strong> <span>{authorize[person.is]}</span>
          </button>
        </form>
      ))}
      <Other request={request} />
    </main>
  )
}

function Other({ request }: { request: URLSearchParams }) {
  const { authorize, columns, about, application } = useTexts()
  return (
    <details>
      <summary>{authorize.other}</summary>
      <form method="post" action="/development-issuer/authorize">
        <Hidden fields={[...request]} />
        <Field name="sub" title={authorize.subject} required />
        <Field name="name" title={columns.name} />
        <Field name="alias" title={authorize.alias} />
        <Field name="email" title={about.email} />
        <Choices name="role" title={application.roles} values={ROLES} />
        <Choices name="grant" title={application.scopes} values={SCOPES} />
        <button type="submit">{authorize.go}</button>
      </form>
    </details>
  )
}

/** What the console asked, which the form sends on; `grant` is what the person may, beside the scope that was asked. */
function Hidden({ fields }: { fields: [name: string, value: string][] }) {
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

function fieldsOf({ sub, name, roles, scopes }: Person): [name: string, value: string][] {
  const names = { sub, name, alias: name.toLowerCase().replace(' ', '.'), email: `${sub}@example.com` }
  return [
    ...Object.entries(names),
    ...roles.map((role): [string, string] => ['role', role]),
    ...scopes.map((scope): [string, string] => ['grant', scope]),
  ]
}

type FieldProps = { name: string; title: string; required?: boolean }

function Field({ name, title, required = false }: FieldProps) {
  return (
    <label>
      {title}
      <input name={name} required={required} autocomplete="off" dir="auto" />
    </label>
  )
}

function Choices({ name, title, values }: { name: string; title: string; values: string[] }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} />
          <code dir="ltr">{value}</code>
        </label>
      ))}
    </fieldset>
  )
}
