import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { WaitingTally } from './reviewApi'
import { useWaitingCount } from './useWaitingCount'

let pending: ((waiting: number | undefined) => void)[] = []

/** Counts are answered when the test says so, or fail. */
function tally(): Promise<WaitingTally> {
  return new Promise((resolve, reject) =>
    pending.push((waiting) =>
      waiting === undefined ? reject(new Error('gone')) : resolve({ waiting, at: '' }),
    ),
  )
}

async function answer(which: number, waiting: number | undefined) {
  pending[which]?.(waiting)
  await new Promise((resolve) => setTimeout(resolve))
}

/** A page about a unit. */
function counting() {
  const unit = ref<number>()
  const scope = effectScope()
  pending = []
  return { unit, leave: () => scope.stop(), ...scope.run(() => useWaitingCount(() => unit.value, tally))! }
}

test('it is unknown until it comes, and where it cannot be had', async () => {
  const { count, recount } = counting()
  expect(count.value).toBeUndefined()
  await answer(0, 33)
  expect(count.value).toBe(33)
  void recount()
  expect(count.value).toBe(33)
  await answer(1, undefined)
  expect(count.value).toBeUndefined()
})

test('what was counted for another unit is never shown', async () => {
  const { unit, count } = counting()
  await answer(0, 33)
  unit.value = 7
  await nextTick()
  expect(count.value).toBeUndefined()
  unit.value = 8
  await nextTick()
  await answer(1, 5)
  expect(count.value).toBeUndefined()
  await answer(2, 4)
  expect(count.value).toBe(4)
})

test('what is decided while it is counted is counted anew', async () => {
  const { unit, count, deciding } = counting()
  await answer(0, 33)
  deciding()(3)
  expect(count.value).toBe(30)
  expect(pending).toHaveLength(1)
  unit.value = 7
  await nextTick()
  deciding()(1)
  expect(pending).toHaveLength(3)
  await answer(1, 10)
  expect(count.value).toBeUndefined()
  await answer(2, 9)
  expect(count.value).toBe(9)
})

test('what was decided of another unit is not taken from the number of this one', async () => {
  const { unit, count, deciding } = counting()
  await answer(0, 33)
  const decided = deciding()
  unit.value = 7
  await nextTick()
  await answer(1, 10)
  decided(3)
  expect(count.value).toBe(10)
  await answer(2, 10)
  expect(count.value).toBe(10)
})

test('a count that began before the decision and ended within it is asked for anew', async () => {
  const { count, deciding } = counting()
  const decided = deciding()
  await answer(0, 30)
  decided(3)
  expect(count.value).toBe(30)
  await answer(1, 30)
  expect(count.value).toBe(30)
})

test('where others decided as well, it is counted anew', async () => {
  const { count, deciding } = counting()
  await answer(0, 33)
  deciding()(undefined)
  await answer(1, 30)
  expect(count.value).toBe(30)
})

test('nothing is counted on for a page that was left', async () => {
  const { count, leave } = counting()
  leave()
  await answer(0, 33)
  expect(count.value).toBeUndefined()
})
