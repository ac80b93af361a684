import { computed, ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { explain } from '@/shared/explain'
import { ProblemError } from '@/shared/problem'
import { inSlices } from './inSlices'
import { APPROVED_AT_ONCE, approve, reject, type Approved, type Shown, type Waiting } from './reviewApi'
import { useRenewed } from './useRenewed'

/** Of those decided on: which were, which somebody else had decided, which were handed in again, how many stay. */
interface Outcome {
  done: number[]
  absent: number[]
  newer: number[]
  /** By reason. */
  stay: Record<string, number>
}

const nothing = (): Outcome => ({ done: [], absent: [], newer: [], stay: {} })

/**
 * What a reviewer decides of what is shown, one by one or those that are chosen, and how that went: of each the version
 * in sight, while one that was handed in since is put up for another look, and what somebody else has decided is gone.
 * `deciding` is asked before each decision, to hear how many it took off the list; undefined where others took some as
 * well. `readAnew` is asked to once nobody is chosen, or to be looked at again, or nobody is left.
 */
export function useDecisions(
  items: ShallowRef<Waiting[] | undefined>,
  deciding: () => (many: number | undefined) => void,
  readAnew: () => Promise<void>,
) {
  const { t, te } = useI18n()
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

  /** Whoever else is chosen stays so, and in sight. What went wrong before is told before how the rest went. */
  async function settle(outcome: Outcome, settled: (many: number | undefined) => void, before = '') {
    const { done, absent, newer } = outcome
    items.value = items.value?.filter(({ id }) => !done.includes(id) && !absent.includes(id))
    let wrong = before
    const gone = await renew(newer).catch((cause: unknown) => {
      wrong ||= explain(cause, t)
      return []
    })
    const others = absent.length + gone.length
    failure.value = [wrong, ...inWords(outcome, others, newer.length - gone.length)].filter(Boolean).join(' ')
    settled(others ? undefined : done.length)
    const idle = !chosen.value.length && !renewed.value.length
    if (idle || !items.value?.length) await readAnew()
  }

  function inWords({ stay }: Outcome, absent: number, newer: number): string[] {
    const staying = Object.entries(stay).map(([reason, count]) => {
      const key = `review.skipped.${reason}`
      return t(te(key) ? key : 'review.left', { count })
    })
    return [
      absent ? t('review.skipped.absent', { count: absent }) : '',
      ...staying,
      newer ? t('review.newer', { count: newer }) : '',
    ]
  }

  async function approveThese(ids: number[]) {
    const settled = deciding()
    const shown = (items.value ?? []).filter((one) => ids.includes(one.id))
    const outcome = nothing()
    let sent = 0
    let wrong = ''
    busy.value = true
    failure.value = ''
    told.value = shown.length > APPROVED_AT_ONCE ? t('review.going', { done: 0, count: shown.length }) : ''
    try {
      await inSlices(shown, APPROVED_AT_ONCE, async (slice) => {
        add(await approve(slice), outcome)
        sent += slice.length
        unchoose(slice)
        told.value = t('review.going', { done: sent, count: shown.length })
      })
    } catch (cause) {
      wrong = explain(cause, t)
    }
    busy.value = false
    told.value = outcome.done.length ? t('review.approved', { count: outcome.done.length }) : ''
    await settle(outcome, settled, wrong)
  }

  /** Fails where it was not, or the newer version is shown, or it is gone; the list is read anew behind it. */
  async function rejectOne(one: Waiting, reason: string, taken: () => void) {
    const settled = deciding()
    const outcome = await rejected(one, reason)
    unchoose([one])
    taken()
    told.value = outcome.done.length ? t('review.rejected') : ''
    await settle(outcome, settled)
  }

  return { chosen, renewed, told, failure, busy, all, approveThese, rejectOne }
}

function add({ approved, left }: Approved, outcome: Outcome) {
  outcome.done.push(...approved)
  for (const { id, reason } of left) {
    if (reason === 'absent') outcome.absent.push(id)
    else if (reason === 'newer') outcome.newer.push(id)
    else outcome.stay[reason] = (outcome.stay[reason] ?? 0) + 1
  }
}

/** Absent where it waits no more, newer where it was handed in again. */
async function rejected(one: Waiting, reason: string): Promise<Outcome> {
  try {
    await reject(one, reason)
    return { ...nothing(), done: [one.id] }
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause
    if (cause.status === 404) return { ...nothing(), absent: [one.id] }
    if (cause.reason === 'newer') return { ...nothing(), newer: [one.id] }
    throw cause
  }
}
