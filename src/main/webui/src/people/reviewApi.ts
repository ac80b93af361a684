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

/** Without a unit, those of the whole subtree. */
export function waiting(unit: number | undefined, after?: string): Promise<PageOf<Waiting>> {
  return get('/amendments', { unit, after, limit: 30 })
}

/** Those that could be approved. */
export async function approve(ids: number[]): Promise<number[]> {
  const answer = await call<{ approved: number[] }>('/amendments/approvals', {
    method: 'POST',
    body: { ids },
  })
  return answer.data.approved
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
