import { computed, shallowRef } from 'vue'
import { session } from '@/auth/session'
import { conflicts } from './conflictApi'

/** Of more it is said that there are more. */
export const MOST_COUNTED = 100
/** Of whom it was counted: each log-in, and each unit acted at, has a caller of its own. */
const counted = shallowRef<{ caller: typeof session.caller; cases: number }>()
/** How many open cases the caller can settle; the number of the last answer, for all tabs. */
export const openCases = computed(() =>
  session.caller && counted.value?.caller === session.caller ? counted.value.cases : 0,
)

/** Reads it anew. It stands beside a link: where it cannot be had, the old one stays. */
export async function countOpenCases(): Promise<void> {
  const { caller } = session
  const page = await conflicts(undefined, 1).catch(() => undefined)
  const cases = page?.toSettle ?? undefined
  if (cases !== undefined && caller === session.caller) counted.value = { caller, cases }
}
