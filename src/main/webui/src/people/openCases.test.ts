import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signIn, signOut } from '@/auth/session'
import { countOpenCases, openCases } from './openCases'

/** Each has so many cases to settle; an answer may be held back. */
const CASES: Record<string, number> = { wang: 3, li: 0 }
let signedIn = ''
let held: Promise<void> | undefined

beforeEach(() => {
  held = undefined
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('fetch', async (address: string, { body }: RequestInit) => {
    if (address.endsWith('/auth/login')) {
      signedIn = (JSON.parse(String(body)) as { username: string }).username
      const unit = { id: 7, name: '杭州市', path: '/1/7/' }
      return Response.json({ caller: { id: signedIn, name: signedIn, roles: ['database-admin'], unit } })
    }
    if (address.endsWith('/auth/logout')) return new Response(null, { status: 204 })
    const toSettle = CASES[signedIn]
    await held
    return Response.json({ items: [], next: null, toSettle })
  })
})
afterEach(() => void vi.unstubAllGlobals())

test('what one account has to settle is shown to no other', async () => {
  await signIn('wang', 'secret')
  await countOpenCases()
  expect(openCases.value).toBe(3)
  await signOut()
  expect(openCases.value).toBe(0)
  await signIn('li', 'secret')
  expect(openCases.value).toBe(0)
})

test('an answer for who was signed in before comes too late', async () => {
  await signIn('wang', 'secret')
  let release!: () => void
  held = new Promise((resolve) => (release = resolve))
  const counting = countOpenCases()
  await signOut()
  await signIn('li', 'secret')
  release()
  await counting
  expect(openCases.value).toBe(0)
})

test('where it cannot be had anew, the old one stays', async () => {
  await signIn('wang', 'secret')
  await countOpenCases()
  held = Promise.reject(new Error('gone'))
  await countOpenCases()
  expect(openCases.value).toBe(3)
})
