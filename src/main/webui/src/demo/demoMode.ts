import { localStore } from '@/shared/storage'

const KEY = 'chaoxue.demo'

/** Noted by the login page, so that other pages need not ask a real service for a demo it does not have. */
export function rememberDemo(present: boolean): void {
  if (present) localStore.set(KEY, true)
  else localStore.remove(KEY)
}

export function isDemo(): boolean {
  return localStore.get<boolean>(KEY) === true
}
