import type { Role } from '@/auth/api'
import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'
import type { Level } from './unitApi'
import type { UnitRef } from './cadreApi'

export const DELEGATED = ['liaison', 'database-admin', 'course-operator', 'report-viewer'] as const
/** `unmask` comes from above, from who holds it. */
export const GRANTABLE = ['province-admin', 'city-admin', ...DELEGATED, 'unmask', 'operator'] as const
export type Grantable = (typeof GRANTABLE)[number]

export interface Grant {
  id: number
  role: Role
  unit: UnitRef
  holder: { id: number; name: string; status: string; secondFactor: boolean }
  givenAt: string
  givenBy: string | null
  reason: string
  endsAt: string | null
}

export interface NewGrant {
  cadreId: number
  role: Grantable
  unitId: number
  endsAt: string | null
  reason: string
  oneTimePassword: boolean
}

export type Reset = 'reset' | 'leak'

export function grants(unit?: number, after?: string): Promise<PageOf<Grant>> {
  return get('/grants', { unit, after, limit: 30 })
}

/** Who can see a unit. */
export function holders(unit: number, after?: string): Promise<PageOf<Grant>> {
  return get(`/units/${unit}/holders`, { after, limit: 30 })
}

/** Answers the one-time password, where one was asked for. */
export async function give(grant: NewGrant): Promise<string | null> {
  const answer = await call<{ oneTimePassword: string | null }>('/grants', { method: 'POST', body: grant })
  return answer.data.oneTimePassword
}

export async function withdraw(id: number, reason: string): Promise<void> {
  await call(`/grants/${id}/withdrawal`, { method: 'POST', body: { reason } })
}

export async function resetAdministrator(id: number, how: Reset, reason?: string): Promise<string> {
  const body = how === 'reset' ? { reason } : undefined
  const answer = await call<{ oneTimePassword: string }>(`/administrators/${id}/${how}`, {
    method: 'POST',
    body,
  })
  return answer.data.oneTimePassword
}

export async function resetFactor(id: number, reason: string): Promise<void> {
  await call(`/administrators/${id}/second-factor/reset`, { method: 'POST', body: { reason } })
}

/** What may stand at units of a level; `unmasks` where the giver may give that. */
export function grantableAt(level: Level, unmasks: boolean): Grantable[] {
  const at: Partial<Record<Level, Grantable[]>> = {
    CENTRE: ['operator'],
    PROVINCE: ['province-admin'],
    CITY: ['city-admin'],
  }
  return [...(at[level] ?? []), ...DELEGATED, ...(unmasks ? (['unmask'] as const) : [])]
}
