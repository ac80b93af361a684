import { expect, test } from 'vitest'
import { shallowRef } from 'vue'
import type { Waiting } from './reviewApi'
import { useRenewed } from './useRenewed'

const waiting = (id: number, submittedAt: string) => ({ id, submittedAt }) as Waiting

/** Three in sight; of these 1 was handed in again, and 2 decided by somebody else. */
function queue() {
  const items = shallowRef<Waiting[] | undefined>([1, 2, 3].map((id) => waiting(id, 'older')))
  const read = async (id: number) => (id === 1 ? waiting(1, 'newer') : undefined)
  return { items, ...useRenewed(items, read) }
}

test('what was handed in again is shown in its place and marked, what waits no more is gone', async () => {
  const { items, renewed, renew } = queue()
  expect(renewed.value).toEqual([])
  expect(await renew([1, 2])).toEqual([2])
  expect(items.value).toEqual([waiting(1, 'newer'), waiting(3, 'older')])
  expect(renewed.value).toEqual([1])
})

test('nothing is marked that is no longer in sight', async () => {
  const { items, renewed, renew } = queue()
  await renew([1])
  items.value = [waiting(3, 'older')]
  expect(renewed.value).toEqual([])
})
