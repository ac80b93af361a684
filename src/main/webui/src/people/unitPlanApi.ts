import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'
import type { Placing } from './unitApi'

export interface UnitPlan {
  id: number
  unit: { id: number; name: string }
  kind: 'OPENING' | 'RENAME' | 'MOVE' | 'MERGER' | 'CLOSURE'
  state: 'PLANNED' | 'DONE' | 'CANCELLED' | 'FAILED'
  effectiveOn: string
  name: string | null
  answer: string | null
}

export interface UnitPlanForm {
  unitId: number
  kind: UnitPlan['kind']
  effectiveOn: string
  otherUnit?: number
  name?: string
  shortName?: string
  code?: string | null
  level?: string
}

export const KIND_OF: Record<Placing, UnitPlan['kind']> = {
  move: 'MOVE',
  merger: 'MERGER',
  closure: 'CLOSURE',
}

export function plans(before?: string): Promise<PageOf<UnitPlan>> {
  return get('/unit-plans', { before, limit: 30 })
}

export async function plan(form: UnitPlanForm): Promise<void> {
  await call('/unit-plans', { method: 'POST', body: form })
}

export async function cancelPlan(id: number, reason: string): Promise<void> {
  await call(`/unit-plans/${id}/cancellation`, { method: 'POST', body: { reason } })
}
