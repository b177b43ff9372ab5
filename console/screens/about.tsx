import type { ComponentChildren } from 'preact'
import type { CallerProfile } from '../../src/http/caller/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { Facts } from '../parts/facts.tsx'
import { LoadStatus } from '../parts/load-status.tsx'
import { Title } from '../parts/title.tsx'
import { RightsList } from './rights.tsx'

/** The version of the package, which the build inserts. */
declare const LATCHKEY_VERSION: string

/** Renders the caller's name and rights, their limits, and the version of the service. */
export function About() {
  const { titles, frame, about } = useTexts()
  const { api } = useSignedIn()
  const caller = useLoad(api.caller)
  return (
    <>
      <Title>{titles.about}</Title>
      {caller.value ? <CallerFacts caller={caller.value} /> : <LoadStatus of={caller} />}
      {caller.value && <Limits limits={caller.value.limits} />}
      {caller.value && (
        <Section title="Latchkey">
          <Facts facts={{ [about.version]: LATCHKEY_VERSION, API: <a href="/docs">{frame.reference}</a> }} />
        </Section>
      )}
    </>
  )
}

function CallerFacts({ caller }: { caller: CallerProfile }) {
  const { frame, about, columns, application } = useTexts()
  const facts = {
    [columns.name]: caller.name ?? caller.alias ?? frame.none,
    [about.email]: caller.email ?? frame.none,
    ID: <code>{caller.id}</code>,
  }
  return (
    <>
      <Section title={about.caller}>
        <Facts facts={facts} />
      </Section>
      <Section title={application.rights}>
        <RightsList rights={caller} />
      </Section>
    </>
  )
}

function Limits({ limits }: { limits: CallerProfile['limits'] }) {
  const { about, locale } = useTexts()
  const { session } = useSignedIn()
  const number = (value: number) => value.toLocaleString(locale)
  const seconds = (value: number) =>
    value.toLocaleString(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  const calls = session.limits().find((limit) => limit.name === 'api')
  const callFacts = calls && {
    [about.callsRemaining]: about.remaining(number(calls.remaining), number(calls.capacity)),
    [about.resetsIn]: seconds(calls.resetSeconds),
  }
  const facts = {
    [about.applications]: number(limits.applications),
    [about.keys]: number(limits.keys),
    [about.tokenTtl]: seconds(limits.tokenTtlSeconds),
    ...callFacts,
  }
  return (
    <Section title={about.limits}>
      <Facts facts={facts} />
    </Section>
  )
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
