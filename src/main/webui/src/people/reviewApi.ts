import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'
import type { AuditChange } from './auditApi'

export interface Waiting {
  id: number
  cadreId: number
  name: string
  unit: { id: number; name: string; path: string }
  submittedAt: string
  changes: AuditChange[]
}

export function waiting(after?: string): Promise<PageOf<Waiting>> {
  return get('/amendments', { after, limit: 30 })
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
