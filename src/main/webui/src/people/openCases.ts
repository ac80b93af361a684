import { ref } from 'vue'
import { conflicts } from './conflictApi'

/** Of more it is said that there are more. */
export const MOST_COUNTED = 100
/** How many open cases the caller can settle; the number of the last answer, for all tabs. */
export const openCases = ref(0)

/** Reads it anew. It stands beside a link: where it cannot be had, the old one stays. */
export async function countOpenCases(): Promise<void> {
  const page = await conflicts(undefined, 1).catch(() => undefined)
  openCases.value = page?.toSettle ?? openCases.value
}
