import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clip, firstGap, subtract, total, union, type Interval } from './intervals'

const interval = fc.tuple(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 200 }),
) as fc.Arbitrary<Interval>
const intervals = fc.array(interval, { maxLength: 12 })

/** The slow, obvious truth: one flag per second. */
function seconds(list: readonly Interval[]): Set<number> {
  const set = new Set<number>()
  for (const [from, to] of list) for (let second = from; second < to; second++) set.add(second)
  return set
}

describe('intervals', () => {
  test('union covers exactly the same seconds, sorted and disjoint', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const joined = union(list)
        expect(seconds(joined)).toEqual(seconds(list))
        joined.slice(1).forEach((next, i) => expect(next[0]).toBeGreaterThan(joined[i]![1]))
        expect(total(list)).toBe(seconds(list).size)
      }),
    )
  })

  test('union is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (a, b, c) => {
        expect(union(union(a), a)).toEqual(union(a))
        expect(union(a, b)).toEqual(union(b, a))
        expect(union(union(a, b), c)).toEqual(union(a, union(b, c)))
      }),
    )
  })

  test('subtract and clip agree with sets of seconds', () => {
    fc.assert(
      fc.property(intervals, intervals, interval, (a, b, window) => {
        const holes = seconds(b)
        expect(seconds(subtract(a, b))).toEqual(
          new Set([...seconds(a)].filter((second) => !holes.has(second))),
        )
        const inside = seconds([window])
        expect(seconds(clip(a, window))).toEqual(
          new Set([...seconds(a)].filter((second) => inside.has(second))),
        )
      }),
    )
  })

  test('firstGap is the smallest uncovered second of the window', () => {
    fc.assert(
      fc.property(intervals, interval, (list, window) => {
        const covered = seconds(list)
        const open = [...seconds([window])].filter((second) => !covered.has(second))
        expect(firstGap(list, window)).toBe(open.length ? Math.min(...open) : undefined)
      }),
    )
  })
})
