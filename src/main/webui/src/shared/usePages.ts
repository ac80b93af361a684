import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

export interface PageOf<T> {
  items: T[]
  next: string | null
}

export interface Pages<T> {
  items: ShallowRef<T[] | undefined>
  more: Ref<boolean>
  error: Ref<unknown>
  loading: Ref<boolean>
  reload: () => Promise<void>
  loadMore: () => Promise<void>
}

/** A list read page by page, from the start whenever `source` changes; an outdated answer never shows. */
export function usePages<T>(
  load: (cursor: string | undefined) => Promise<PageOf<T>>,
  source: () => unknown,
): Pages<T> {
  const items = shallowRef<T[]>()
  const next = ref<string | null>(null)
  const more = ref(false)
  const error = ref<unknown>()
  const loading = ref(false)
  let latest = 0

  async function read(cursor?: string): Promise<void> {
    const mine = ++latest
    loading.value = true
    error.value = undefined
    try {
      const page = await load(cursor)
      if (mine !== latest) return
      items.value = cursor ? [...(items.value ?? []), ...page.items] : page.items
      next.value = page.next
      more.value = page.next !== null
    } catch (cause) {
      if (mine === latest) error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  watch(source, () => void read())
  onScopeDispose(() => latest++)
  void read()
  return { items, more, error, loading, reload: () => read(), loadMore: () => read(next.value ?? undefined) }
}
