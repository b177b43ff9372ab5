import { beforeAll, expect, test } from 'vitest'
import { migrate, startApp } from './support.ts'

beforeAll(migrate)

test.each(['/', '/docs', '/assets/nothing.js'])(
  'before a build, %s names the command that builds',
  async (path) => {
    const { send } = await startApp({ assets: async () => undefined })
    expect(await send(path)).toMatchObject({
      status: 404,
      body: { code: 404, message: 'The console is not built. Run npm run build.' },
    })
  },
)

test('an API without a console works', async () => {
  const { send, sign } = await startApp({ assets: async () => undefined })
  const headers = { Authorization: `Bearer ${await sign()}` }
  expect(await send('/api/v1/user-applications', { headers })).toMatchObject({ status: 200, body: [] })
})
