import { computed, reactive, readonly } from 'vue'
import { connectSession } from '@/shared/http'
import { ProblemError } from '@/shared/problem'
import { localStore } from '@/shared/storage'
import * as api from './api'
import type { Caller, Debts, LoginAnswer, Role } from './api'
import * as factors from './factorApi'
import { refreshOnce } from './refresher'

const HINT = 'chaoxue.signedIn'
const state = reactive({
  caller: undefined as Caller | undefined,
  ...nothingOwed(),
  restored: false,
})
let restoring: Promise<void> | undefined
let ended: () => void = () => {}

/** Who is signed in. The tokens themselves live in HttpOnly cookies and are never seen here. */
export const session = readonly(state)
export const isLearner = computed(() => hasRole('learner'))
export const seesBoard = computed(() =>
  hasRole(
    'liaison',
    'city-admin',
    'province-admin',
    'centre-admin',
    'operator',
    'course-operator',
    'report-viewer',
  ),
)
/** Administrators keep the records of their subtree, its accounts and its units. */
export const administers = computed(() => hasRole('city-admin', 'province-admin', 'centre-admin'))
/** Database administrators keep the records alone. */
export const keepsRecords = computed(() => administers.value || hasRole('database-admin'))
/** Seeing in clear what is masked is a right of its own. */
export const unmasks = computed(() => hasRole('unmask'))
/** Liaisons look up people and whom to call; they change nothing. */
export const seesPeople = computed(() => keepsRecords.value || hasRole('liaison'))
/** The same for who stood where, and for the directory. */
export const seesStandings = computed(() => administers.value || hasRole('liaison'))
/** Who answers for others logs in with a second factor. */
export const isStaff = computed(() => seesBoard.value || keepsRecords.value || unmasks.value)
/** Where this caller begins. */
export const home = computed(() => (seesBoard.value ? 'board' : keepsRecords.value ? 'cadres' : 'courses'))

export function hasRole(...roles: Role[]): boolean {
  return state.caller?.roles.some((role) => roles.includes(role)) ?? false
}

/** Finds out, once per page load, whether the cookies still name somebody. */
export function restoreSession(): Promise<void> {
  restoring ??= localStore.get<boolean>(HINT) ? askWhoIAm() : Promise.resolve()
  return restoring.finally(() => (state.restored = true))
}

/** `ticket` is from the waiting room, where there was one. */
export async function signIn(username: string, password: string, ticket?: string): Promise<void> {
  accept(await api.login(username, password, ticket))
}

export async function activate(newPassword: string): Promise<void> {
  accept(await api.confirmActivation(newPassword))
}

/** The second step of a login. */
export async function showFactor(code: string): Promise<void> {
  accept(await factors.present(code))
}

/** Sets up the second factor; answers the recovery codes, which are shown once. */
export async function confirmFactor(code: string): Promise<string[]> {
  const { recoveryCodes, login } = await factors.confirm(code)
  if (login) accept(login)
  return recoveryCodes
}

/** Goes on at another of the caller's units. */
export async function actAt(unitId: number): Promise<void> {
  accept(await factors.actAt(unitId))
}

export async function signOut(): Promise<void> {
  await api.logout().catch(() => undefined)
  forget()
}

export function onSessionEnd(listener: () => void): void {
  ended = listener
}

function accept(answer: LoginAnswer): void {
  state.caller = answer.caller
  Object.assign(state, debtsOf(answer))
  state.restored = true
  localStore.set(HINT, true)
}

function nothingOwed(): Debts {
  return {
    mustActivate: false,
    mustChangePassword: false,
    mustPresentSecondFactor: false,
    mustEnrolSecondFactor: false,
  }
}

function debtsOf(answer: Debts): Debts {
  const { mustActivate, mustChangePassword, mustPresentSecondFactor, mustEnrolSecondFactor } = answer
  return { mustActivate, mustChangePassword, mustPresentSecondFactor, mustEnrolSecondFactor }
}

function forget(): void {
  state.caller = undefined
  Object.assign(state, nothingOwed())
  localStore.remove(HINT)
}

async function askWhoIAm(): Promise<void> {
  try {
    const answer = await api.me()
    state.caller = { id: answer.id, name: answer.name, roles: answer.roles, unit: answer.unit }
    Object.assign(state, debtsOf(answer))
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return forget()
    restoring = undefined
    throw error
  }
}

connectSession(refreshOnce, () => {
  const wasSignedIn = state.caller !== undefined
  forget()
  if (wasSignedIn) ended()
})
