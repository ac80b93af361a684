import { computed, ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { explain } from '@/shared/explain'
import { inSlices } from './inSlices'
import { APPROVED_AT_ONCE, approve, reject, type Waiting } from './reviewApi'

/**
 * What a reviewer decides of what is shown, one by one or those that are chosen, and how that went. `settled` hears of
 * each decision how many it took off the list, and `readAnew` is asked to once nobody is chosen any more.
 */
export function useDecisions(
  items: ShallowRef<Waiting[] | undefined>,
  settled: (many: number) => void,
  readAnew: () => Promise<void>,
) {
  const { t } = useI18n()
  const chosen = ref<number[]>([])
  const told = ref('')
  const failure = ref('')
  const busy = ref(false)
  const all = computed({
    get: () => !!items.value?.length && items.value.every((one) => chosen.value.includes(one.id)),
    set: (every) => (chosen.value = every ? (items.value ?? []).map((one) => one.id) : []),
  })

  /** Whoever else is chosen stays so, and in sight. */
  async function settle(ids: number[]) {
    items.value = items.value?.filter((one) => !ids.includes(one.id))
    settled(ids.length)
    if (!chosen.value.length) await readAnew()
  }

  async function approveThese(ids: number[]) {
    const approved: number[] = []
    let sent = 0
    busy.value = true
    failure.value = ''
    told.value = ids.length > APPROVED_AT_ONCE ? t('review.going', { done: 0, count: ids.length }) : ''
    try {
      await inSlices(ids, APPROVED_AT_ONCE, async (slice) => {
        approved.push(...(await approve(slice)).approved)
        sent += slice.length
        chosen.value = chosen.value.filter((id) => !slice.includes(id))
        told.value = t('review.going', { done: sent, count: ids.length })
      })
    } catch (cause) {
      failure.value = explain(cause, t)
    }
    busy.value = false
    told.value = sent ? t('review.approved', { count: approved.length }) : ''
    if (!failure.value && sent > approved.length) {
      failure.value = t('review.left', { count: sent - approved.length })
    }
    await settle(approved)
  }

  /** Fails where it was not; the list is read anew behind it. */
  async function rejectOne(id: number, reason: string, taken: () => void) {
    await reject(id, reason)
    chosen.value = chosen.value.filter((other) => other !== id)
    taken()
    failure.value = ''
    told.value = t('review.rejected')
    await settle([id])
  }

  return { chosen, told, failure, busy, all, approveThese, rejectOne }
}
