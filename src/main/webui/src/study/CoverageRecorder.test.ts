import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CoverageRecorder } from './CoverageRecorder'
import { total } from './intervals'

function playerAt(start: number) {
  let now = 0
  const recorder = new CoverageRecorder([], () => now)
  return { recorder, tick: (ms: number) => (now += ms), start: () => recorder.start(start) }
}

test('normal playback is recorded as one interval', () => {
  const { recorder, tick, start } = playerAt(10)
  start()
  for (let i = 1; i <= 40; i++) {
    tick(250)
    recorder.advance(10 + i * 0.25)
  }
  expect(recorder.snapshot().watched).toEqual([[10, 20]])
})

test('a jump forward, backward or during sleep counts nothing', () => {
  const { recorder, tick, start } = playerAt(0)
  start()
  tick(250)
  expect(recorder.advance(600)).toBeUndefined()
  tick(250)
  expect(recorder.advance(5)).toBeUndefined()
  expect(recorder.snapshot().watched).toEqual([])
})

test('nothing is recorded while stopped', () => {
  const { recorder, tick, start } = playerAt(0)
  start()
  tick(1000)
  recorder.advance(1)
  recorder.stop()
  tick(1000)
  expect(recorder.advance(2)).toBeUndefined()
  expect(recorder.unacknowledged()).toEqual([[0, 1]])
})

test('acknowledged study is sent again for a minute, then no more', () => {
  const { recorder, tick, start } = playerAt(0)
  start()
  tick(10_000)
  recorder.advance(10)
  recorder.acknowledge(recorder.snapshot())
  expect(recorder.unacknowledged()).toEqual([])
  tick(30_000)
  expect(recorder.snapshot().watched).toEqual([[0, 10]])
  tick(31_000)
  expect(recorder.snapshot().watched).toEqual([])
})

test('what is watched while a heartbeat is under way stays unacknowledged', () => {
  const { recorder, tick, start } = playerAt(0)
  start()
  tick(1000)
  recorder.advance(1)
  const sent = recorder.snapshot()
  tick(1000)
  recorder.advance(2)
  recorder.acknowledge(sent)
  expect(total(recorder.unacknowledged())).toBeGreaterThanOrEqual(1)
  expect(recorder.unacknowledged().some(([, to]) => to === 2)).toBe(true)
})

test('never records more than the wall clock allows, whatever the player does', () => {
  const step = fc.tuple(
    fc.integer({ min: 0, max: 5000 }),
    fc.float({ min: 0, max: 3600, noNaN: true }),
    fc.constantFrom('advance', 'start', 'stop'),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0
      const recorder = new CoverageRecorder([], () => now)
      let advances = 0
      for (const [ms, position, action] of steps) {
        now += ms
        if (action === 'advance') {
          recorder.advance(position)
          advances += 1
        } else if (action === 'start') recorder.start(position)
        else recorder.stop()
      }
      expect(total(recorder.unacknowledged())).toBeLessThanOrEqual(now / 1000 + advances * 1.5 + 1e-6)
    }),
  )
})
