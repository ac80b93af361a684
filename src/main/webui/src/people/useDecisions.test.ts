import { beforeEach, expect, test, vi } from 'vitest'
import { createSSRApp, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { i18n } from '@/app/i18n'
import type { Waiting } from './reviewApi'
import { useDecisions } from './useDecisions'

/** What waits at the server, by id the version it is handed in as; others decide by taking it away. */
let stored: Map<number, string>
const waiting = (id: number) => ({ id, submittedAt: stored.get(id) }) as Waiting
const problem = (status: number, slug: string, reason?: string) =>
  new Response(JSON.stringify({ type: `/problems/${slug}`, reason }), { status })

function approvals({ items }: { items: Waiting[] }) {
  const answer = { approved: [] as number[], left: [] as { id: number; reason: string }[] }
  for (const { id, submittedAt } of items) {
    if (!stored.has(id)) answer.left.push({ id, reason: 'absent' })
    else if (stored.get(id) !== submittedAt) answer.left.push({ id, reason: 'newer' })
    else if (stored.delete(id)) answer.approved.push(id)
  }
  return Response.json(answer)
}

function rejection(id: number, { submittedAt }: Waiting) {
  if (!stored.has(id)) return problem(404, 'not-found')
  if (stored.get(id) !== submittedAt) return problem(409, 'conflict', 'newer')
  stored.delete(id)
  return new Response(null, { status: 204 })
}

function page(after: number, limit: number) {
  const ids = [...stored.keys()].filter((id) => id > after).sort((a, b) => a - b)
  return Response.json({ items: ids.slice(0, limit).map(waiting), next: null })
}

beforeEach(() => {
  stored = new Map([1, 2, 3, 4, 5].map((id) => [id, 'older']))
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('fetch', async (address: string, { body }: RequestInit) => {
    const { pathname, searchParams } = new URL(address, 'http://localhost')
    if (pathname.endsWith('/approvals')) return approvals(JSON.parse(String(body)))
    const id = /(\d+)\/rejection$/.exec(pathname)?.[1]
    if (id) return rejection(Number(id), JSON.parse(String(body)))
    return page(Number(searchParams.get('after')), Number(searchParams.get('limit')))
  })
  return () => void vi.unstubAllGlobals()
})

/** A page that shows 1 to 3 of those that wait; read anew, it shows all. */
async function shown() {
  const items = shallowRef<Waiting[] | undefined>([1, 2, 3].map(waiting))
  const settled = vi.fn<(fewer: number | undefined) => void>()
  const readAnew = vi.fn(async () => void (items.value = [...stored.keys()].map(waiting)))
  let decisions!: ReturnType<typeof useDecisions>
  const setup = () => {
    decisions = useDecisions(items, () => settled, readAnew)
    return () => null
  }
  await renderToString(createSSRApp({ setup }).use(i18n))
  return { items, settled, readAnew, inSight: () => items.value?.map(({ id }) => id), ...decisions }
}

test('what somebody else decided after it was shown anew is gone, is told, and the next ones are loaded', async () => {
  const { inSight, renewed, failure, readAnew, approveThese } = await shown()
  stored.set(2, 'newer')
  await approveThese([1, 2, 3])
  expect(inSight()).toEqual([2])
  expect(renewed.value).toEqual([2])
  expect(readAnew).not.toHaveBeenCalled()
  stored.delete(2)
  await approveThese([2])
  expect(failure.value).toBe('1 条已由他人处理。')
  expect(renewed.value).toEqual([])
  expect(inSight()).toEqual([4, 5])
})

test('of many, what somebody else decided is gone while others stay chosen, and the number is counted anew', async () => {
  const { inSight, chosen, failure, told, settled, approveThese } = await shown()
  chosen.value = [3]
  stored.delete(1)
  await approveThese([1, 2])
  expect(inSight()).toEqual([3])
  expect(told.value).toBe('已通过 1 条。')
  expect(failure.value).toBe('1 条已由他人处理。')
  expect(settled).toHaveBeenCalledWith(undefined)
})

test('what somebody else decided before it could be rejected is gone and is told', async () => {
  const { items, inSight, chosen, failure, told, settled, rejectOne } = await shown()
  chosen.value = [3]
  stored.delete(1)
  const closed = vi.fn()
  await rejectOne(items.value![0]!, '与证件不符', closed)
  expect(closed).toHaveBeenCalled()
  expect(inSight()).toEqual([2, 3])
  expect(told.value).toBe('')
  expect(failure.value).toBe('1 条已由他人处理。')
  expect(settled).toHaveBeenCalledWith(undefined)
})

test('what is decided by somebody else while it is shown anew is told as that', async () => {
  const { inSight, chosen, failure, told, approveThese } = await shown()
  chosen.value = [3]
  stored.set(1, 'newer')
  const { fetch } = globalThis
  vi.stubGlobal('fetch', async (address: string, options: RequestInit) => {
    const answer = await fetch(address, options)
    stored.delete(1)
    return answer
  })
  await approveThese([1])
  expect(inSight()).toEqual([2, 3])
  expect(told.value, 'none was approved').toBe('')
  expect(failure.value).toBe('1 条已由他人处理。')
})

test('what does not fit the record stays, and is told as that', async () => {
  const { inSight, chosen, failure, settled, approveThese } = await shown()
  chosen.value = [3]
  vi.stubGlobal('fetch', async () => Response.json({ approved: [1], left: [{ id: 2, reason: 'disagrees' }] }))
  await approveThese([1, 2])
  expect(inSight()).toEqual([2, 3])
  expect(failure.value).toBe('1 条与现在的资料不符，请退回，由本人重填。')
  expect(settled).toHaveBeenCalledWith(1)
})

test('what is shown anew and rejected leaves no empty list behind', async () => {
  const { items, inSight, renewed, rejectOne, approveThese } = await shown()
  stored.set(3, 'newer')
  await approveThese([1, 2, 3])
  await rejectOne(items.value![0]!, '与证件不符', () => {})
  expect(renewed.value).toEqual([])
  expect(inSight()).toEqual([4, 5])
})
