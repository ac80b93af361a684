import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveStream, type Connection } from './LiveStream'

class FakeSource {
  readyState = 0
  closed = false
  private listeners: Record<string, (event: MessageEvent) => void> = {}
  addEventListener(type: string, listener: (event: MessageEvent) => void) {
    this.listeners[type] = listener
  }
  emit(type: string, data?: unknown) {
    this.listeners[type]?.({ data: JSON.stringify(data) } as MessageEvent)
  }
  close() {
    this.closed = true
    this.readyState = 2
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function bench() {
  const sources: FakeSource[] = []
  const values: number[] = []
  const states: Connection[] = []
  const poll = vi.fn(async () => 99)
  const stream = new LiveStream<number>('/live', {
    open: () => {
      const source = new FakeSource()
      sources.push(source)
      return source
    },
    poll,
    onValue: (value) => values.push(value),
    onState: (state) => states.push(state),
  })
  return { stream, sources, values, states, poll }
}

test('values of the stream are handed on', () => {
  const { stream, sources, values, states } = bench()
  stream.open()
  sources[0]!.emit('open')
  sources[0]!.emit('tally', 5)
  expect(values).toEqual([5])
  expect(states.at(-1)).toBe('live')
})

test('while the browser reconnects, figures are polled and stop being polled afterwards', async () => {
  const { stream, sources, values, states, poll } = bench()
  stream.open()
  sources[0]!.emit('error')
  expect(states.at(-1)).toBe('lost')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(values).toEqual([99])
  sources[0]!.emit('open')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(poll).toHaveBeenCalledTimes(1)
})

test('a stream the browser gave up is opened anew', async () => {
  const { stream, sources } = bench()
  stream.open()
  sources[0]!.readyState = 2
  sources[0]!.emit('error')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sources).toHaveLength(2)
})

test('nothing happens after close', async () => {
  const { stream, sources, values, poll } = bench()
  stream.open()
  sources[0]!.emit('error')
  stream.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(poll).not.toHaveBeenCalled()
  expect(values).toEqual([])
  expect(sources).toHaveLength(1)
})
