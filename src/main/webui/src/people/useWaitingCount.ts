import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { waitingTally, type WaitingTally } from './reviewApi'

export interface WaitingCount {
  /** Undefined until it is known. */
  count: Ref<number | undefined>
  recount: () => Promise<void>
  decided: (many: number) => void
}

/**
 * How many wait for review beneath a unit, loaded or not: asked for beside the list, which is there before it. It says
 * nothing where it cannot be had, and never what was counted for another unit.
 */
export function useWaitingCount(
  unit: () => number | undefined,
  tally: (unit: number | undefined) => Promise<WaitingTally> = waitingTally,
): WaitingCount {
  const count = ref<number>()
  let latest = 0
  let counting = false

  async function recount(): Promise<void> {
    const mine = ++latest
    counting = true
    const now = await tally(unit()).catch(() => undefined)
    if (mine !== latest) return
    counting = false
    count.value = now?.waiting
  }

  /** So many fewer wait. A count that is under way may or may not have met them. */
  function decided(many: number): void {
    if (counting) void recount()
    if (count.value !== undefined) count.value = Math.max(0, count.value - many)
  }

  watch(unit, () => {
    count.value = undefined
    void recount()
  })
  onScopeDispose(() => latest++)
  void recount()
  return { count, recount, decided }
}
