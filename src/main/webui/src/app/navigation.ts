import { computed } from 'vue'
import { isLearner, seesBoard } from '@/auth/session'

export interface NavigationLink {
  name: string
  label: string
  icon: string
}

/** Where this caller can go: learners study, those responsible for others watch the board. */
export function useNavigation() {
  return computed<NavigationLink[]>(() => [
    ...(isLearner.value || !seesBoard.value
      ? [
          { name: 'courses', label: 'title.courses', icon: 'book' },
          { name: 'hours', label: 'title.hours', icon: 'hours' },
        ]
      : []),
    ...(seesBoard.value ? [{ name: 'board', label: 'title.board', icon: 'board' }] : []),
    { name: 'campaigns', label: 'title.campaigns', icon: 'flag' },
  ])
}
