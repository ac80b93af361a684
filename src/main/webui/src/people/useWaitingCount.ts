import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { waitingTally, type WaitingTally } from './reviewApi'

export interface WaitingCount {
  /** Undefined until it is known. */
  count: Ref<number | undefined>
  recount: () => Promise<void>
  /**
   * To be asked when a decision begins; what it gives hears how many fewer wait, once or slice by slice; undefined where
   * others decided as well, before it was counted or after.
   */
  deciding: () => (many: number | undefined) => void
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

  /** A count asked for before the decision was over, here or for another unit, may or may not have met it. */
  function deciding(): (many: number | undefined) => void {
    const known = counting ? undefined : latest
    return (many) => {
      if (latest !== known || many === undefined) void recount()
      else if (count.value !== undefined) count.value = Math.max(0, count.value - many)
    }
  }

  watch(unit, () => {
    count.value = undefined
    void recount()
  })
  onScopeDispose(() => latest++)
  void recount()
  return { count, recount, deciding }
}
