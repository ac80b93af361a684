import type { Role, UnitRef } from '@/auth/api'
import { call, get } from '@/shared/http'

export interface DemoAccount {
  role: Role
  username: string
  password: string
  name: string
  /** Not yet activated: the password is the initial one. */
  mustActivate?: boolean
  unit: UnitRef
}

export interface Rehearsal {
  state: 'IDLE' | 'RUNNING' | 'FINISHED'
  learners: number
  activeLearners: number
  startedAt: string | null
  elapsedSeconds: number
  heartbeats: number
  heartbeatsPerSecond: number
  submissions: number
  completions: number
  errors: number
}

/** Only a server in demo mode answers; any other says 404. */
export async function accounts(): Promise<DemoAccount[]> {
  return (await call<DemoAccount[]>('/demo/accounts', { refreshOn401: false })).data
}

export function rehearsal(): Promise<Rehearsal> {
  return get('/demo/rehearsal')
}

export async function startRehearsal(learners: number, seconds: number): Promise<Rehearsal> {
  return (await call<Rehearsal>('/demo/rehearsal', { method: 'POST', body: { learners, seconds } })).data
}

export async function stopRehearsal(): Promise<Rehearsal> {
  return (await call<Rehearsal>('/demo/rehearsal', { method: 'DELETE' })).data
}
