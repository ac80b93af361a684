import { expect, test } from 'vitest'
import { approveAll, nothingYet, type Tally } from './approveAll'
import type { Shown, Waiting } from './reviewApi'

const SIZE = 2
const LAST = 5

/** To the microsecond, which no Date holds. */
const at = (id: number) => `2026-03-01T08:00:00.12345${id}Z`

/** Five that wait, two a page; 3 is at odds with the record. */
async function page(after: string | undefined) {
  const ids = [1, 2, 3, 4, LAST].filter((id) => id > Number(after ?? 0)).slice(0, SIZE)
  const last = ids.at(-1)
  return {
    items: ids.map((id) => ({ id, submittedAt: at(id) }) as Waiting),
    next: last && last < LAST ? String(last) : null,
  }
}

async function approve(shown: Shown[]) {
  const ids = shown.map(({ id }) => id)
  return {
    approved: ids.filter((id) => id !== 3),
    left: ids.filter((id) => id === 3).map((id) => ({ id, reason: 'disagrees' })),
  }
}

test('all pages are approved, each of those that waited once', async () => {
  const sent: Shown[][] = []
  let tally: Tally = nothingYet()
  const noting = (shown: Shown[]) => {
    sent.push(shown)
    return approve(shown)
  }
  await approveAll(
    page,
    noting,
    () => false,
    (now) => (tally = now),
  )
  const told = (ids: number[]) => ids.map((id) => ({ id, submittedAt: at(id) }))
  expect(sent).toEqual([[1, 2], [3, 4], [5]].map(told))
  expect(tally).toEqual({ seen: 5, approved: 4, left: { disagrees: 1 } })
})

test('stopped, it sends nothing more and what was approved is told', async () => {
  let tally: Tally = nothingYet()
  await approveAll(
    page,
    approve,
    () => tally.seen > 0,
    (now) => (tally = now),
  )
  expect(tally).toEqual({ seen: 2, approved: 2, left: {} })
})

test('a failure ends it, and is told to who asked', async () => {
  const told: Tally[] = []
  const failing = async (shown: Shown[]) => {
    if (shown.some(({ id }) => id === 3)) throw new Error('gone')
    return approve(shown)
  }
  await expect(
    approveAll(
      page,
      failing,
      () => false,
      (now) => told.push(now),
    ),
  ).rejects.toThrow('gone')
  expect(told).toEqual([{ seen: 2, approved: 2, left: {} }])
})
