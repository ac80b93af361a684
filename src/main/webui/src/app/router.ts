import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteMeta,
  type RouteRecordRaw,
  type Router,
} from 'vue-router'
import {
  administers,
  home,
  keepsRecords,
  onSessionEnd,
  restoreSession,
  seesBoard,
  seesPeople,
  seesStandings,
  session,
} from '@/auth/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page title. */
    title: string
    open?: boolean
    board?: boolean
    admin?: boolean
    records?: boolean
    people?: boolean
    standings?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', redirect: () => ({ name: home.value }) },
  page('/login', 'login', () => import('@/auth/LoginPage.vue'), { open: true }),
  page('/activate', 'activate', () => import('@/auth/ActivationPage.vue')),
  page('/second-factor', 'second-factor', () => import('@/auth/FactorPage.vue')),
  page('/second-factor/setup', 'enrol', () => import('@/auth/EnrolmentPage.vue')),
  page('/account', 'account', () => import('@/auth/AccountPage.vue')),
  page('/courses', 'courses', () => import('@/courses/MyCoursesPage.vue')),
  page('/courses/:courseId', 'course', () => import('@/study/CoursePage.vue')),
  page('/exams/:examId', 'exam', () => import('@/exam/ExamPage.vue')),
  page('/exams/:examId/attempts/:attemptId', 'attempt', () => import('@/exam/AttemptPage.vue')),
  page('/hours', 'hours', () => import('@/hours/HoursPage.vue')),
  page('/campaigns', 'campaigns', () => import('@/campaigns/CampaignsPage.vue')),
  page('/campaigns/:campaignId', 'campaign', () => import('@/campaigns/CampaignPage.vue')),
  page('/board/:campaignId?', 'board', () => import('@/board/BoardPage.vue'), { board: true }),
  page('/people', 'cadres', () => import('@/people/CadresPage.vue'), { people: true }),
  page('/people/new', 'new-cadre', () => import('@/people/CadrePage.vue'), { records: true }),
  page('/people/cadres/:cadreId', 'cadre', () => import('@/people/CadrePage.vue'), { records: true }),
  page('/people/review', 'review', () => import('@/people/ReviewPage.vue'), { records: true }),
  page('/people/conflicts', 'conflicts', () => import('@/people/ConflictsPage.vue'), { records: true }),
  page('/people/postings', 'changes', () => import('@/posting/ChangesPage.vue'), { admin: true }),
  page('/people/standings', 'standings', () => import('@/posting/StandingsPage.vue'), { standings: true }),
  page('/people/activations', 'activations', () => import('@/activation/ActivationAdminPage.vue'), {
    admin: true,
  }),
  page('/people/roster', 'roster', () => import('@/roster/RosterPage.vue'), { records: true }),
  page('/people/roster/:importId', 'roster-import', () => import('@/roster/ImportPage.vue'), {
    records: true,
  }),
  page('/people/liaisons', 'liaisons', () => import('@/liaison/LiaisonsPage.vue'), { standings: true }),
  page('/people/liaisons/new', 'new-liaison', () => import('@/liaison/LiaisonPage.vue'), { admin: true }),
  page('/people/liaisons/:liaisonId', 'liaison', () => import('@/liaison/LiaisonPage.vue'), { admin: true }),
  page('/people/units', 'units', () => import('@/people/UnitsPage.vue'), { admin: true }),
  page('/people/units/:unitId', 'unit', () => import('@/people/UnitPage.vue'), { admin: true }),
  page('/people/administrators', 'administrators', () => import('@/people/AdministratorsPage.vue'), {
    admin: true,
  }),
  page('/people/audit', 'audit', () => import('@/people/AuditPage.vue'), { admin: true }),
  page('/:path(.*)*', 'not-found', () => import('./NotFoundPage.vue'), { open: true }),
]

function page(
  path: string,
  name: string,
  component: RouteRecordRaw['component'],
  meta: Omit<RouteMeta, 'title'> = {},
): RouteRecordRaw {
  return {
    path,
    name,
    component: component!,
    meta: { title: `title.${name}`, ...meta },
    props: true,
  } as RouteRecordRaw
}

/** What a login leads back to; where home is depends on who logs in. */
function back(to: RouteLocationNormalized) {
  return to.redirectedFrom?.name === 'home' ? {} : { to: to.fullPath }
}

function mayOpen({ board, admin, records, people, standings }: RouteMeta): boolean {
  const allowed: [boolean | undefined, boolean][] = [
    [board, seesBoard.value],
    [admin, administers.value],
    [records, keepsRecords.value],
    [people, seesPeople.value],
    [standings, seesStandings.value],
  ]
  return allowed.every(([asked, held]) => !asked || held)
}

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    await restoreSession()
    if (to.meta.open) return true
    if (!session.caller) return { name: 'login', query: back(to) }
    if (session.mustActivate && to.name !== 'activate') return { name: 'activate' }
    if (session.mustChangePassword && to.name !== 'account') return { name: 'account' }
    const step = session.mustPresentSecondFactor ? 'second-factor' : session.mustEnrolSecondFactor && 'enrol'
    if (step && to.name !== step) return { name: step, query: back(to) }
    if (!step && (to.name === 'second-factor' || to.name === 'enrol')) return { name: 'home' }
    if (!session.mustActivate && to.name === 'activate') return { name: 'home' }
    // Where home is was asked before anybody knew who calls.
    const owes = session.mustActivate || session.mustChangePassword || step
    if (!owes && to.redirectedFrom?.name === 'home' && to.name !== home.value) return { name: home.value }
    if (!mayOpen(to.meta)) return { name: 'not-found', params: { path: to.path.slice(1).split('/') } }
    return true
  })
  onSessionEnd(() => {
    const to = router.currentRoute.value
    if (!to.meta.open) void router.push({ name: 'login', query: { to: to.fullPath, ended: '1' } })
  })
  return router
}
