import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { isLearner, isStaff, seesBoard, seesPeople } from '@/auth/session'

export interface NavigationLink {
  name: string
  /** Pages below this address belong to the link. */
  area: string
  label: string
  icon: string
}

/** Where this caller can go: learners study, those responsible for others watch the board. */
export function useNavigation() {
  return computed<NavigationLink[]>(() => [
    ...(isLearner.value || !isStaff.value
      ? [
          { name: 'courses', area: '/courses', label: 'title.courses', icon: 'book' },
          { name: 'hours', area: '/hours', label: 'title.hours', icon: 'hours' },
        ]
      : []),
    ...(seesBoard.value ? [{ name: 'board', area: '/board', label: 'title.board', icon: 'board' }] : []),
    ...(seesPeople.value ? [{ name: 'cadres', area: '/people', label: 'title.people', icon: 'people' }] : []),
    { name: 'campaigns', area: '/campaigns', label: 'title.campaigns', icon: 'flag' },
  ])
}

/** The link whose area the current page lies in; a test belongs to the courses. */
export function useActiveArea() {
  const route = useRoute()
  return (link: NavigationLink) =>
    route.path.startsWith(link.area) || (link.area === '/courses' && route.path.startsWith('/exams'))
}
