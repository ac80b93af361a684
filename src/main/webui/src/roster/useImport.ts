import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { moving, rosterImport, type RosterImport } from './api'

const PAUSE_MS = 1500

/** One import, asked again while a worker is at it, and when `language` changes: why it failed is told in words. */
export function useImport(id: string, language: () => string) {
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

  watch(language, () => void reload())
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
  })
  void reload()
  return { one, error, reload, show }
}
