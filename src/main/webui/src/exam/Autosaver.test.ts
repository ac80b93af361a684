import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NetworkLostError, ProblemError } from '@/shared/problem'
import { Autosaver, type SaveState } from './Autosaver'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function bench(outcomes: (() => Promise<unknown>)[] = []) {
  const saved: number[] = []
  const states: SaveState[] = []
  const saver = new Autosaver<number>(
    async (value) => {
      await (outcomes.shift() ?? (async () => {}))()
      saved.push(value)
    },
    (state) => states.push(state),
  )
  return { saver, saved, states }
}

test('a burst of changes is saved once, with the last value', async () => {
  const { saver, saved } = bench()
  for (let i = 1; i <= 10; i++) saver.changed(i)
  await vi.advanceTimersByTimeAsync(900)
  expect(saved).toEqual([10])
})

test('a change during saving is saved afterwards', async () => {
  let finish = () => {}
  const { saver, saved } = bench([() => new Promise<void>((resolve) => (finish = resolve))])
  saver.changed(1)
  await vi.advanceTimersByTimeAsync(900)
  saver.changed(2)
  finish()
  await vi.advanceTimersByTimeAsync(900)
  expect(saved).toEqual([1, 2])
})

test('an unreachable server is tried again until it has the newest value', async () => {
  const lost = () => Promise.reject(new NetworkLostError())
  const { saver, saved, states } = bench([lost, lost])
  saver.changed(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(states.at(-1)).toBe('waiting')
  saver.changed(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saved).toEqual([2])
  expect(states.at(-1)).toBe('saved')
})

test('a refusal is not repeated', async () => {
  const refused = vi.fn(() => Promise.reject(new ProblemError(409, {})))
  const { saver, saved, states } = bench([refused])
  saver.changed(1)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(refused).toHaveBeenCalledTimes(1)
  expect(saved).toEqual([])
  expect(states.at(-1)).toBe('failed')
})
