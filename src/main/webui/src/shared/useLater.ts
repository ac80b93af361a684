import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** What `source` yields, once it has stayed the same for a while: nobody searches for every letter of a name. */
export function useLater<T>(source: () => T, pauseMs: number): Ref<T> {
  const settled = ref(source()) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = value), pauseMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}
