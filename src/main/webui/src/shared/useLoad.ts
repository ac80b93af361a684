import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useRetry } from './useRetry'

export interface Load<T> {
  data: ShallowRef<T | undefined>
  error: Ref<unknown>
  loading: Ref<boolean>
  retryIn: Ref<number>
  reload: () => Promise<void>
}

/** Loads what a page needs, again whenever `source` changes; an outdated answer never overwrites a newer one. */
export function useLoad<T>(load: () => Promise<T>, source?: () => unknown): Load<T> {
  const data = shallowRef<T>()
  const error = ref<unknown>()
  const loading = ref(false)
  const retry = useRetry(4)
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    loading.value = true
    error.value = undefined
    try {
      const result = await retry.run(load)
      if (mine === latest) data.value = result
    } catch (cause) {
      if (mine === latest) error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  if (source) watch(source, () => void reload())
  onScopeDispose(() => latest++)
  void reload()
  return { data, error, loading, retryIn: retry.secondsLeft, reload }
}
