import { onScopeDispose, ref, shallowRef } from 'vue'
import { moving, rosterImport, type RosterImport } from './api'

const PAUSE_MS = 1500

/** One import, asked again while a worker is at it. */
export function useImport(id: string) {
  const one = shallowRef<RosterImport>()
  const error = ref<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false

  function show(now: RosterImport) {
    one.value = now
    error.value = undefined
    clearTimeout(timer)
    if (moving(now) && !over) timer = setTimeout(() => void reload(), PAUSE_MS)
  }

  async function reload(): Promise<void> {
    try {
      show(await rosterImport(id))
    } catch (cause) {
      if (one.value && !over) timer = setTimeout(() => void reload(), PAUSE_MS * 2)
      else error.value = cause
    }
  }

  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
  })
  void reload()
  return { one, error, reload, show }
}
