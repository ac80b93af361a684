import type { Format } from '@/roster/api'
import { call, download, find, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'

export const CONTACTS = ['OFFICE_PHONE', 'MOBILE', 'QQ', 'EMAIL'] as const
export type ContactField = (typeof CONTACTS)[number]

export interface Liaison {
  id: number
  version: number
  unit: { id: number; name: string }
  /** The unit is no more. */
  former: boolean
  name: string
  post: string
  officePhoneMasked: string | null
  mobileMasked: string | null
  qqMasked: string | null
  emailMasked: string | null
  remarks: string
}

/** A number that is null stays as it is; an empty text removes it. */
export interface LiaisonForm {
  unitId: number
  name: string
  post: string
  officePhone: string | null
  mobile: string | null
  qq: string | null
  email: string | null
  remarks: string
  version?: number
}

export interface Past {
  at: string
  by: string | null
  action: string
  reason: string | null
  changes: { field: string; before: string | null; after: string | null }[]
}

export interface LiaisonFilter {
  unit?: number
  name?: string
  level?: string
  former?: boolean
}

export function liaisons(query: LiaisonFilter, after?: string): Promise<PageOf<Liaison>> {
  return find('/liaisons/search', { ...query, after, limit: 30 })
}

export function exported(filter: LiaisonFilter, format: Format, reason?: string): Promise<void> {
  return download('/liaisons/exports', {
    method: 'POST',
    body: { ...filter, format, clear: reason !== undefined, reason },
  })
}

export function liaison(id: string): Promise<Liaison> {
  return get(`/liaisons/${id}`)
}

export async function historyOf(id: string): Promise<Past[]> {
  return (await get<{ items: Past[] }>(`/liaisons/${id}/history`)).items
}

export async function save(id: string | undefined, form: LiaisonForm): Promise<Liaison> {
  const path = id ? `/liaisons/${id}` : '/liaisons'
  return (await call<Liaison>(path, { method: id ? 'PUT' : 'POST', body: form })).data
}

export async function remove(id: string, reason: string): Promise<void> {
  await call(`/liaisons/${id}/removal`, { method: 'POST', body: { reason } })
}

export async function show(id: string, field: ContactField, reason: string): Promise<string | null> {
  const answer = await call<{ value: string | null }>(`/liaisons/${id}/revelations`, {
    method: 'POST',
    body: { field, reason },
  })
  return answer.data.value
}
