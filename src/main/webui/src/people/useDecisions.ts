import { computed, ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { explain } from '@/shared/explain'
import { ProblemError } from '@/shared/problem'
import { inSlices } from './inSlices'
import { APPROVED_AT_ONCE, approve, reject, type Shown, type Waiting } from './reviewApi'
import { useRenewed } from './useRenewed'

/**
 * What a reviewer decides of what is shown, one by one or those that are chosen, and how that went: of each the version
 * in sight, while one that was handed in since is put up for another look. `deciding` is asked before each decision, to
 * hear how many it took off the list, and `readAnew` is asked to once nobody is chosen, or to be looked at again.
 */
export function useDecisions(
  items: ShallowRef<Waiting[] | undefined>,
  deciding: () => (many: number) => void,
  readAnew: () => Promise<void>,
) {
  const { t } = useI18n()
  const { renewed, renew } = useRenewed(items)
  const chosen = ref<number[]>([])
  const told = ref('')
  const failure = ref('')
  const busy = ref(false)
  const all = computed({
    get: () => !!items.value?.length && items.value.every((one) => chosen.value.includes(one.id)),
    set: (every) => (chosen.value = every ? (items.value ?? []).map((one) => one.id) : []),
  })

  function unchoose(these: Shown[]) {
    chosen.value = chosen.value.filter((id) => these.every((one) => one.id !== id))
  }

  /** Whoever else is chosen stays so, and in sight. */
  async function settle(ids: number[], newer: number[]) {
    items.value = items.value?.filter((one) => !ids.includes(one.id))
    await renew(newer).catch((cause: unknown) => (failure.value = explain(cause, t)))
    if (!chosen.value.length && !renewed.value.length) await readAnew()
  }

  async function approveThese(ids: number[]) {
    const settled = deciding()
    const shown = (items.value ?? []).filter((one) => ids.includes(one.id))
    const approved: number[] = []
    const newer: number[] = []
    let sent = 0
    busy.value = true
    failure.value = ''
    told.value = shown.length > APPROVED_AT_ONCE ? t('review.going', { done: 0, count: shown.length }) : ''
    try {
      await inSlices(shown, APPROVED_AT_ONCE, async (slice) => {
        const answer = await approve(slice)
        approved.push(...answer.approved)
        newer.push(...answer.left.filter(({ reason }) => reason === 'newer').map(({ id }) => id))
        sent += slice.length
        unchoose(slice)
        told.value = t('review.going', { done: sent, count: shown.length })
      })
    } catch (cause) {
      failure.value = explain(cause, t)
    }
    busy.value = false
    told.value = sent ? t('review.approved', { count: approved.length }) : ''
    failure.value ||= leftInWords(sent - approved.length - newer.length, newer.length)
    settled(approved.length)
    await settle(approved, newer)
  }

  function leftInWords(left: number, newer: number): string {
    const both = [left && t('review.left', { count: left }), newer && t('review.newer', { count: newer })]
    return both.filter(Boolean).join(' ')
  }

  /** Fails where it was not, or the newer version is shown; the list is read anew behind it. */
  async function rejectOne(one: Waiting, reason: string, taken: () => void) {
    const settled = deciding()
    const newer = await handedInAgain(reject(one, reason))
    unchoose([one])
    taken()
    failure.value = leftInWords(0, newer ? 1 : 0)
    told.value = newer ? '' : t('review.rejected')
    settled(newer ? 0 : 1)
    await (newer ? settle([], [one.id]) : settle([one.id], []))
  }

  return { chosen, renewed, told, failure, busy, all, approveThese, rejectOne }
}

/** Whether it was not, since a newer one was handed in. */
async function handedInAgain(rejecting: Promise<void>): Promise<boolean> {
  try {
    await rejecting
    return false
  } catch (cause) {
    if (cause instanceof ProblemError && cause.reason === 'newer') return true
    throw cause
  }
}
