import { computed, reactive, readonly } from 'vue'
import { connectSession } from '@/shared/http'
import { ProblemError } from '@/shared/problem'
import { localStore } from '@/shared/storage'
import * as api from './api'
import type { Caller, LoginAnswer, Role } from './api'
import { refreshOnce } from './refresher'

const HINT = 'chaoxue.signedIn'
const state = reactive({
  caller: undefined as Caller | undefined,
  mustActivate: false,
  mustChangePassword: false,
  restored: false,
})
let restoring: Promise<void> | undefined
let ended: () => void = () => {}

/** Who is signed in. The tokens themselves live in HttpOnly cookies and are never seen here. */
export const session = readonly(state)
export const isLearner = computed(() => hasRole('learner'))
export const seesBoard = computed(() =>
  hasRole('liaison', 'city-admin', 'province-admin', 'centre-admin', 'operator'),
)
/** Administrators keep the records of their subtree. */
export const administers = computed(() => hasRole('city-admin', 'province-admin', 'centre-admin'))

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

export async function signOut(): Promise<void> {
  await api.logout().catch(() => undefined)
  forget()
}

export function onSessionEnd(listener: () => void): void {
  ended = listener
}

function accept(answer: LoginAnswer): void {
  state.caller = answer.caller
  state.mustActivate = answer.mustActivate
  state.mustChangePassword = answer.mustChangePassword
  state.restored = true
  localStore.set(HINT, true)
}

function forget(): void {
  state.caller = undefined
  state.mustActivate = false
  state.mustChangePassword = false
  localStore.remove(HINT)
}

async function askWhoIAm(): Promise<void> {
  try {
    const { mustActivate, mustChangePassword, ...caller } = await api.me()
    state.caller = caller
    state.mustActivate = mustActivate
    state.mustChangePassword = mustChangePassword
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
