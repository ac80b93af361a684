import { watch } from 'vue'
import { session } from '@/auth/session'
import { isRetriable } from '@/shared/problem'
import { localStore } from '@/shared/storage'
import { useOnline } from '@/shared/useOnline'
import * as api from './api'
import { rounded } from './intervals'
import { PendingStudy } from './pending'

const openCourses = new Set<number>()

/** A course page that is open delivers its own study; the others are delivered from here. */
export function claimCourse(courseId: number): () => void {
  openCourses.add(courseId)
  return () => openCourses.delete(courseId)
}

/** After sign-in and whenever the network returns, sends study left over from closed pages and broken connections. */
export function useOfflineStudy(): void {
  const online = useOnline()
  watch(
    [online, () => session.caller?.id],
    ([isOnline, learner]) => {
      if (isOnline && learner !== undefined) void deliver(new PendingStudy(localStore, String(learner)))
    },
    { immediate: true },
  )
}

export async function deliver(pending: PendingStudy, send = api.heartbeat): Promise<void> {
  for (const left of pending.all()) {
    if (openCourses.has(left.courseId)) continue
    const id = crypto.getRandomValues(new Uint32Array(3)).join('').slice(0, 16)
    try {
      await send({ ...left, session: id, seq: 1, rate: 1, watched: rounded(left.watched) })
      pending.replace({ ...left, watched: [] })
    } catch (error) {
      if (isRetriable(error)) return
      pending.replace({ ...left, watched: [] })
    }
  }
}
