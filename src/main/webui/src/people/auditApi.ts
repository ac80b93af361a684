import { get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'

export interface AuditChange {
  field: string
  before: string | null
  after: string | null
}

export interface AuditEntry {
  seq: number
  at: string
  actor: { id: number; name: string | null }
  action: string
  subject: { kind: string; id: number; name: string | null }
  unit: { id: number; name: string; path: string } | null
  address: string
  reason: string | null
  changes: AuditChange[]
}

export interface AuditFilter {
  action?: string
  unit?: number
  actor?: number
  subject?: number
  subjectKind?: string
  from?: string
  until?: string
}

export function auditLog(filter: AuditFilter, before?: string): Promise<PageOf<AuditEntry>> {
  return get('/audit', { ...filter, before, limit: 30 })
}
