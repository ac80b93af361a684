import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'

export const KINDS = ['TRANSFER', 'SECONDMENT', 'PART_TIME', 'LEAVE', 'RETURN', 'RETIREMENT', 'END'] as const
export type Kind = (typeof KINDS)[number]
export const STATES = ['PROPOSED', 'ACCEPTED', 'DONE', 'DECLINED', 'WITHDRAWN', 'FAILED'] as const
export type State = (typeof STATES)[number]

/** Whether another unit receives the person, and is asked. */
export const received = (kind: Kind) => kind === 'TRANSFER' || kind === 'SECONDMENT' || kind === 'PART_TIME'
/** Whether a last day makes sense. */
export const lasting = (kind: Kind) => kind === 'SECONDMENT' || kind === 'PART_TIME' || kind === 'LEAVE'

export interface Change {
  id: number
  kind: Kind
  state: State
  from: string
  to: string | null
  cadreId: number | null
  name: string
  post: string | null
  effectiveOn: string
  until: string | null
  reason: string
  answer: string | null
  proposedAt: string
  mayDecide: boolean
  mayWithdraw: boolean
}

export interface Posting {
  id: number | null
  kind: 'MAIN' | 'SECONDMENT' | 'PART_TIME' | 'LEAVE'
  unit: string
  post: string | null
  from: string
  until: string | null
}

export interface Postings {
  standing: 'IN_POST' | 'ON_LEAVE' | 'RETIRED'
  appointedOn: string
  newAppointee: boolean
  items: Posting[]
}

export interface Standing {
  cadreId: number | null
  name: string
  kind: Posting['kind']
  post: string
  unit: { id: number; name: string }
  from: string
  until: string | null
  onLeave: boolean
}

export interface Wish {
  kind: Kind
  toUnit?: number
  to?: string
  post?: string
  effectiveOn: string
  until?: string
  postingId?: number
  reason: string
}

export type Decision = 'acceptance' | 'refusal' | 'withdrawal'

export function changes(query: { state?: string; cadre?: string }, before?: string): Promise<PageOf<Change>> {
  return get('/posting-changes', { ...query, before, limit: 30 })
}

export function postingsOf(cadreId: string): Promise<Postings> {
  return get(`/cadres/${cadreId}/postings`)
}

export function standings(query: { unit?: number; on?: string }, after?: string): Promise<PageOf<Standing>> {
  return get('/postings', { ...query, after, limit: 30 })
}

export async function propose(cadreId: string, wish: Wish): Promise<Change> {
  return (await call<Change>(`/cadres/${cadreId}/postings`, { method: 'POST', body: wish })).data
}

export async function decide(id: number, how: Decision, reason?: string): Promise<void> {
  await call(`/posting-changes/${id}/${how}`, { method: 'POST', body: { reason } })
}
