import type { ComponentChildren } from 'preact'
import { useShared, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Loading } from '../parts/loading.tsx'
import { RightsList } from './rights.tsx'

declare const LATCHKEY_VERSION: string

/** Which version this is, who one is here, and what holds for one. */
export function About() {
  const { titles, frame, about, columns, application, locale } = useTexts()
  const { api, session } = useShared()
  const found = useLoad(api.me)
  const seconds = (value: number) =>
    value.toLocaleString(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  const number = (value: number) => value.toLocaleString(locale)
  if (!found.value) return <Titled title={titles.about}>{<Loading of={found} />}</Titled>
  const { id, name, alias, email, limits, ...rights } = found.value
  const calls = session.limits().find((limit) => limit.name === 'api')
  return (
    <Titled title={titles.about}>
      <Facts
        title={about.you}
        facts={{
          [columns.name]: name ?? alias ?? frame.none,
          [about.email]: email ?? frame.none,
          ID: <code>{id}</code>,
        }}
      />
      <section>
        <h2>{application.rights}</h2>
        <RightsList rights={rights} />
      </section>
      <Facts
        title={about.limits}
        facts={{
          [about.applications]: number(limits.applications),
          [about.keys]: number(limits.keys),
          [about.tokenTtl]: seconds(limits.tokenTtlSeconds),
          ...(calls && {
            [about.calls]: about.remaining(number(calls.left), number(calls.most)),
            [about.refill]: seconds(calls.resetSeconds),
          }),
        }}
      />
      <Facts
        title="Latchkey"
        facts={{ [about.version]: LATCHKEY_VERSION, API: <a href="/docs">{frame.reference}</a> }}
      />
    </Titled>
  )
}

function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </>
  )
}

function Facts({ title, facts }: { title: string; facts: Record<string, ComponentChildren> }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl class="facts">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
