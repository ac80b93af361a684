import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { session } from '@/auth/session'
import { historyEntry } from './historyEntry'

const SEARCHED: Record<string, string> = { cadres: 'CadresPage', liaisons: 'LiaisonsPage' }

/**
 * Pages on which people are searched are kept as they were left, for who comes back to them by the browser's history.
 * What was typed names somebody: it stays in the memory of this page load, and is in no address, no entry of the history
 * and no storage, which browsers write to disk. Signing out forgets it.
 */
export function useKeptPages() {
  const route = useRoute()
  /** Components to keep. */
  const kept = computed(() => (session.caller ? Object.values(SEARCHED) : []))
  /** Whoever opens the page anew finds a new one; so does who acts at another unit since. */
  let owner = ''
  const key = computed(() => {
    if (session.caller) owner = `${session.caller.id}-${session.caller.unit.id}`
    const name = String(route.name)
    return name in SEARCHED && route.fullPath ? `${name} ${owner} ${historyEntry()}` : name
  })
  return { kept, key }
}
