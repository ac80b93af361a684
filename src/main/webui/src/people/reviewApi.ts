import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'
import type { AuditChange } from './auditApi'
import type { PersonalField } from './cadreApi'

export interface Waiting {
  id: number
  cadreId: number
  name: string
  unit: { id: number; name: string; path: string }
  submittedAt: string
  changes: AuditChange[]
}

/** How many proposals one request approves at most. */
export const APPROVED_AT_ONCE = 200

/** How many wait in all, and the moment of that. */
export interface WaitingTally {
  waiting: number
  at: string
}

export interface Approved {
  approved: number[]
  left: { id: number; reason: 'absent' | 'own-record' | 'disagrees' | 'newer' | (string & {}) }[]
}

/** Without a unit, those of the whole subtree; with `until`, those handed in by then. */
export function waiting(
  unit: number | undefined,
  after?: string,
  { limit = 30, until }: { limit?: number; until?: string } = {},
): Promise<PageOf<Waiting>> {
  return get('/amendments', { unit, after, limit, until })
}

/** Of the same; where many wait, it takes longer than a page of them. */
export function waitingTally(unit: number | undefined): Promise<WaitingTally> {
  return get('/amendments/tally', { unit })
}

/** Which could be approved; with `until`, none that was handed in again later. */
export async function approve(ids: number[], until?: string): Promise<Approved> {
  return (
    await call<Approved>('/amendments/approvals', { method: 'POST', body: { ids, until }, timeoutMs: 60_000 })
  ).data
}

export async function reject(id: number, reason: string): Promise<void> {
  await call(`/amendments/${id}/rejection`, { method: 'POST', body: { reason } })
}

/** One field in clear: as it stands, and as it would be. */
export interface Sides {
  current: string | null
  proposed: string | null
}

export async function revealSides(id: number, field: PersonalField, reason: string): Promise<Sides> {
  const answer = await call<Sides>(`/amendments/${id}/revelations`, {
    method: 'POST',
    body: { field, reason },
  })
  return answer.data
}
