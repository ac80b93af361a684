import { call, get } from '@/shared/http'

export type Role =
  | 'learner'
  | 'liaison'
  | 'city-admin'
  | 'province-admin'
  | 'centre-admin'
  | 'operator'
  | 'database-admin'
  | 'course-operator'
  | 'report-viewer'
  | 'unmask'
  | 'activate'
  | 'change-password'
  | 'second-factor'
  | 'enrol-second-factor'

export interface UnitRef {
  id: number | string
  name: string
  path: string
}

export interface Caller {
  id: number | string
  name: string
  roles: Role[]
  unit: UnitRef
}

/** What comes before anything else, one at a time. */
export interface Debts {
  mustActivate: boolean
  mustChangePassword: boolean
  mustPresentSecondFactor: boolean
  mustEnrolSecondFactor: boolean
}

export interface LoginAnswer extends Debts {
  expiresInSeconds: number
  caller: Caller
}

export interface Activation {
  state: 'PENDING' | 'UNDER_REVIEW' | 'APPROVED' | 'ACTIVE'
  /** Why the last amendment was rejected. */
  rejection: string | null
  profile: {
    name: string
    idNumberMasked: string
    mobileMasked: string
    sex: 'MALE' | 'FEMALE'
    birthYear: number
    cadreClass: string
    post: string
    employment: string
    inPostSince: string
    inPostUntil: string | null
    /** First day as a cadre. */
    appointedOn: string
    emailMasked: string | null
    qqMasked: string | null
    unit: UnitRef
  }
}

export async function login(username: string, password: string, ticket?: string): Promise<LoginAnswer> {
  const body = { username, password, ticket }
  return (await call<LoginAnswer>('/auth/login', { method: 'POST', body, refreshOn401: false })).data
}

export function refresh(): Promise<unknown> {
  return call('/auth/refresh', { method: 'POST', refreshOn401: false })
}

export function logout(): Promise<unknown> {
  return call('/auth/logout', { method: 'POST', refreshOn401: false })
}

export function changePassword(currentPassword: string, newPassword: string): Promise<unknown> {
  return call('/auth/password', { method: 'PUT', body: { currentPassword, newPassword } })
}

export function me(): Promise<Caller & Debts> {
  return get('/me')
}

export function activation(): Promise<Activation> {
  return get('/me/activation')
}

export async function confirmActivation(newPassword: string): Promise<LoginAnswer> {
  return (await call<LoginAnswer>('/me/activation/confirmation', { method: 'POST', body: { newPassword } }))
    .data
}

/** What is wrong with my record, and what is right; an empty e-mail or QQ removes it. An administrator reviews it. */
export async function amend(wish: Record<string, string>): Promise<void> {
  await call('/me/activation/amendment', { method: 'POST', body: wish })
}

export interface LoginSession {
  id: string
  beganAt: string
  renewedAt: string
  /** "Chrome · Windows"; null where it is not known. */
  device: string | null
  current: boolean
}

export async function sessions(): Promise<LoginSession[]> {
  return (await get<{ items: LoginSession[] }>('/me/sessions')).items
}

export async function endSession(id: string): Promise<void> {
  await call(`/me/sessions/${id}`, { method: 'DELETE' })
}
