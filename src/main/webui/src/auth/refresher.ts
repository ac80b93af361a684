import { ProblemError } from '@/shared/problem'
import { localStore } from '@/shared/storage'
import * as api from './api'

const LAST_REFRESH = 'chaoxue.refreshedAt'
const FRESH_MS = 5_000
let running: Promise<boolean> | undefined

/**
 * Rotates the session cookies, once at a time in this tab and, through a lock, once at a time in this browser:
 * refresh tokens work a single time, and two tabs that used the same one would look like a theft.
 */
export function refreshOnce(): Promise<boolean> {
  running ??= underLock(rotate).finally(() => (running = undefined))
  return running
}

async function rotate(): Promise<boolean> {
  if (Date.now() - (localStore.get<number>(LAST_REFRESH) ?? 0) < FRESH_MS) return true
  try {
    await api.refresh()
    localStore.set(LAST_REFRESH, Date.now())
    return true
  } catch (error) {
    if (error instanceof ProblemError && !error.isRetriable) return false
    throw error
  }
}

function underLock<T>(action: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request('chaoxue-refresh', action) as Promise<T>) : action()
}
