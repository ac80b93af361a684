import { call, get } from '@/shared/http'
import type { LoginAnswer, Role, UnitRef } from './api'

export interface FactorState {
  enrolled: boolean
  required: boolean
  since: string | null
  recoveryCodesLeft: number
}

export interface FactorOffer {
  secret: string
  uri: string
  qr: { size: number; path: string }
}

export interface FactorEnrolled {
  recoveryCodes: string[]
  login: LoginAnswer | null
}

export interface Right {
  role: Role
  unit: UnitRef
  givenAt: string
  endsAt: string | null
}

export function factorState(): Promise<FactorState> {
  return get('/me/second-factor')
}

/** A new secret; who has one already gives a code of that. */
export async function offer(code?: string): Promise<FactorOffer> {
  return (await call<FactorOffer>('/me/second-factor/enrolment', { method: 'POST', body: { code } })).data
}

export async function confirm(code: string): Promise<FactorEnrolled> {
  return (await call<FactorEnrolled>('/me/second-factor/confirmation', { method: 'POST', body: { code } }))
    .data
}

export async function newRecoveryCodes(code: string): Promise<string[]> {
  const answer = await call<FactorEnrolled>('/me/second-factor/recovery-codes', {
    method: 'POST',
    body: { code },
  })
  return answer.data.recoveryCodes
}

export async function present(code: string): Promise<LoginAnswer> {
  const answer = await call<LoginAnswer>('/auth/second-factor', { method: 'POST', body: { code } })
  return answer.data
}

export async function rights(): Promise<Right[]> {
  return (await get<{ items: Right[] }>('/me/rights')).items
}

export async function actAt(unitId: number): Promise<LoginAnswer> {
  return (await call<LoginAnswer>('/me/rights/acting-unit', { method: 'PUT', body: { unitId } })).data
}
