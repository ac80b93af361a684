import { computed, ref, type ComputedRef, type ShallowRef } from 'vue'
import { waitingOne, type Waiting } from './reviewApi'

export interface Renewed {
  /** Which in sight were handed in again while an older version was shown. */
  renewed: ComputedRef<number[]>
  /** Shows them as they wait now, in the place of what was shown; what waits no more is gone from the list, and told. */
  renew: (ids: number[]) => Promise<number[]>
}

/** What was handed in again since it was shown is put up for another look, and marked. */
export function useRenewed(
  items: ShallowRef<Waiting[] | undefined>,
  read: (id: number) => Promise<Waiting | undefined> = waitingOne,
): Renewed {
  const ever = ref<number[]>([])
  const renewed = computed(() =>
    (items.value ?? []).map(({ id }) => id).filter((id) => ever.value.includes(id)),
  )

  async function renew(ids: number[]): Promise<number[]> {
    const gone: number[] = []
    for (const id of ids) {
      const now = await read(id)
      items.value = items.value?.flatMap((one) => (one.id !== id ? [one] : now ? [now] : []))
      ;(now ? ever.value : gone).push(id)
    }
    return gone
  }

  return { renewed, renew }
}
