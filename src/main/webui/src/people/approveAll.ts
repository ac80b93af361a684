import type { PageOf } from '@/shared/usePages'
import type { Approved, Shown, Waiting } from './reviewApi'

export interface Tally {
  /** How many of those that waited were looked at so far. */
  seen: number
  approved: number
  /** By reason, how many were not approved. */
  left: Record<string, number>
}

export const nothingYet = (): Tally => ({ seen: 0, approved: 0, left: {} })

/**
 * Approves what waited at one moment, page after page in the order of ids: each is looked at once, also where others
 * decide meanwhile, and goes by the version its page told. `tell` hears after each page; `stopped` is asked before each, and what was approved stays so. A
 * failure ends it.
 */
export async function approveAll(
  page: (after: string | undefined) => Promise<PageOf<Waiting>>,
  approve: (shown: Shown[]) => Promise<Approved>,
  stopped: () => boolean,
  tell: (tally: Tally) => void,
): Promise<void> {
  const tally = nothingYet()
  let after: string | undefined
  while (!stopped()) {
    const { items, next } = await page(after)
    if (items.length && !stopped()) {
      const answer = await approve(items)
      tally.seen += items.length
      tally.approved += answer.approved.length
      for (const { reason } of answer.left) tally.left[reason] = (tally.left[reason] ?? 0) + 1
      tell({ ...tally, left: { ...tally.left } })
    }
    if (next === null) return
    after = next
  }
}
