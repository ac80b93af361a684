import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError, isRetriable } from '@/shared/problem'
import { memoryStore } from '@/shared/storage'
import { WaitingRoom, standingAfter, type Standing } from './WaitingRoom'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function wait(ticket: string, ahead: number, estimatedSeconds: number, retryAfter: number) {
  const type = 'https://chaoxue.cn/problems/waiting-room'
  return new ProblemError(429, { type, waitingRoom: { ticket, ahead, estimatedSeconds } }, retryAfter)
}

function bench(answers: unknown[], tickets = memoryStore()) {
  const presented: (string | undefined)[] = []
  const shown: (Standing | undefined)[] = []
  const room = new WaitingRoom((standing) => shown.push(standing), tickets)
  const attempt = async (ticket?: string) => {
    presented.push(ticket)
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  }
  return { room, attempt, presented, shown, tickets }
}

test('without a queue nothing is shown and no ticket is sent', async () => {
  const { room, attempt, presented, shown } = bench(['in'])
  expect(await room.enter(attempt)).toBe('in')
  expect(presented).toEqual([undefined])
  expect(shown).toEqual([undefined])
})

test('comes back with the newest ticket when asked to, and goes on by itself', async () => {
  const { room, attempt, presented, shown, tickets } = bench([
    wait('a', 100, 30, 20),
    wait('b', 9, 3, 2),
    'in',
  ])
  const entered = room.enter(attempt)
  await vi.advanceTimersByTimeAsync(19_900)
  expect(presented).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2_200)
  expect(await entered).toBe('in')
  expect(presented).toEqual([undefined, 'a', 'b'])
  expect(shown[0]).toEqual({ ahead: 100, seconds: 30 })
  expect(shown.at(-1)).toBeUndefined()
  expect(tickets.keys('')).toEqual([])
})

test('a wrong password keeps the place for the next try, in a reloaded page too', async () => {
  const wrong = new ProblemError(401, {})
  const first = bench([wait('a', 5, 1, 1), wrong])
  const entered = expect(first.room.enter(first.attempt)).rejects.toBe(wrong)
  await vi.advanceTimersByTimeAsync(1_000)
  await entered
  const reloaded = bench(['in'], first.tickets)
  await reloaded.room.enter(reloaded.attempt)
  expect(reloaded.presented).toEqual(['a'])
})

test('who stops waiting is not signed in later', async () => {
  const problem = wait('a', 100, 30, 20)
  const { room, attempt, presented } = bench([problem, 'in'])
  const entered = expect(room.enter(attempt)).rejects.toBe(problem)
  await vi.advanceTimersByTimeAsync(3_000)
  room.leave()
  await entered
  await vi.advanceTimersByTimeAsync(60_000)
  expect(presented).toHaveLength(1)
})

test('the place counts down evenly and never below nobody', () => {
  const place = { ticket: 'a', ahead: 60, estimatedSeconds: 30 }
  expect(standingAfter(place, 10)).toEqual({ ahead: 40, seconds: 20 })
  expect(standingAfter(place, 99)).toEqual({ ahead: 0, seconds: 0 })
  expect(standingAfter({ ...place, ahead: 0 }, 0).ahead).toBe(0)
})

test('a wait is no blind retry: the ticket must come along', () => {
  expect(isRetriable(wait('a', 1, 1, 1))).toBe(false)
  expect(isRetriable(new ProblemError(429, {}))).toBe(true)
})
