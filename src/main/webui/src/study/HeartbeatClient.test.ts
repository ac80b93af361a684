import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { NetworkLostError, ProblemError } from '@/shared/problem'
import { memoryStore } from '@/shared/storage'
import type { Heartbeat, HeartbeatAnswer } from './api'
import { CoverageRecorder } from './CoverageRecorder'
import { HeartbeatClient, type LinkState } from './HeartbeatClient'
import { total, union, type Interval } from './intervals'
import { PendingStudy } from './pending'

type Fate = 'answered' | 'lost' | 'lost-after-arrival' | 'busy'
const ANSWER: HeartbeatAnswer = {
  progress: 0.5,
  coveredSeconds: 15,
  creditedSeconds: 15,
  refusedSeconds: 0,
  complete: false,
  nextInSeconds: 15,
}

function setUp() {
  let now = 0
  let position = 0
  const arrived: Heartbeat[] = []
  const states: LinkState[] = []
  const timers: { action: () => void; ms: number }[] = []
  let fate: Fate = 'answered'
  const store = new PendingStudy(memoryStore(), '7')
  const recorder = new CoverageRecorder([], () => now)
  const client = new HeartbeatClient(
    3,
    recorder,
    store,
    { answered: () => {}, state: (state) => states.push(state), failed: () => {} },
    {
      send: async (heartbeat) => {
        if (fate === 'answered' || fate === 'lost-after-arrival') arrived.push(structuredClone(heartbeat))
        if (fate === 'busy') throw new ProblemError(503, {}, 7)
        if (fate !== 'answered') throw new NetworkLostError()
        return ANSWER
      },
      setTimer: (action, ms) => timers.push({ action, ms }),
      clearTimer: () => {},
      random: () => 0.5,
    },
  )
  const watch = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      now += 1000
      position += 1
      recorder.advance(position)
    }
    client.position = position
  }
  const credited = (): Interval[] => union(...arrived.map((heartbeat) => heartbeat.watched))
  return {
    client,
    recorder,
    store,
    arrived,
    states,
    timers,
    watch,
    credited,
    setFate: (next: Fate) => (fate = next),
  }
}

describe('HeartbeatClient', () => {
  let bench: ReturnType<typeof setUp>
  beforeEach(() => (bench = setUp()))

  test('start of play sends an empty heartbeat, so that the server clock runs', async () => {
    bench.recorder.start(0)
    bench.client.start(0)
    await Promise.resolve()
    expect(bench.arrived[0]).toMatchObject({ courseId: 3, seq: 1, watched: [] })
  })

  test('next heartbeat comes when the server said', async () => {
    bench.recorder.start(0)
    bench.client.start(0)
    await bench.client.beat()
    await Promise.resolve()
    expect(bench.timers.at(-1)?.ms).toBe(15_000)
  })

  test('overloaded server is given the time it asked for', async () => {
    bench.recorder.start(0)
    bench.setFate('busy')
    await bench.client.beat()
    expect(bench.states.at(-1)).toBe('busy')
    expect(bench.timers.at(-1)!.ms).toBeGreaterThanOrEqual(7_000)
  })

  test('study without network is kept in the browser and goes with the next heartbeat', async () => {
    bench.recorder.start(0)
    bench.watch(10)
    bench.setFate('lost')
    await bench.client.beat()
    expect(bench.states.at(-1)).toBe('offline')
    expect(bench.store.read(3)?.watched).toEqual([[0, 10]])
    bench.watch(5)
    bench.setFate('answered')
    await bench.client.beat()
    expect(bench.credited()).toEqual([[0, 15]])
    expect(bench.store.read(3)).toBeUndefined()
  })

  test('sequence numbers only grow', async () => {
    bench.recorder.start(0)
    for (let i = 0; i < 5; i++) {
      bench.watch(2)
      await bench.client.beat()
    }
    expect(bench.arrived.map((heartbeat) => heartbeat.seq)).toEqual([1, 2, 3, 4, 5])
  })

  test('whatever fails on the way, everything watched arrives and nothing else', async () => {
    const round = fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom<Fate>('answered', 'lost', 'lost-after-arrival', 'busy'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(round, { maxLength: 20 }), async (rounds) => {
        const run = setUp()
        run.recorder.start(0)
        let watched = 0
        for (const [seconds, fate] of rounds) {
          run.watch(seconds)
          watched += seconds
          run.setFate(fate)
          await run.client.beat()
        }
        run.setFate('answered')
        await run.client.beat()
        expect(total(run.credited())).toBe(watched)
        expect(run.store.read(3)).toBeUndefined()
      }),
    )
  })
})
