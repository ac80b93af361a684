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

/** Names a proposal in a decision: itself, and when the version that was shown was handed in, in the words received. */
export type Shown = Pick<Waiting, 'id' | 'submittedAt'>

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

/** As it waits now, or undefined where it does no more. */
export async function waitingOne(id: number): Promise<Waiting | undefined> {
  const { items } = await waiting(undefined, String(id - 1), { limit: 1 })
  return items.find((one) => one.id === id)
}

/** Which could be approved: none that was handed in again since it was shown. */
export async function approve(shown: Shown[]): Promise<Approved> {
  const items = shown.map(({ id, submittedAt }) => ({ id, submittedAt }))
  return (
    await call<Approved>('/amendments/approvals', { method: 'POST', body: { items }, timeoutMs: 60_000 })
  ).data
}

/** Refused as `newer` where it was handed in again since it was shown. */
export async function reject({ id, submittedAt }: Shown, reason: string): Promise<void> {
  await call(`/amendments/${id}/rejection`, { method: 'POST', body: { reason, submittedAt } })
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
