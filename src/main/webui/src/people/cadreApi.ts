import { call, find, get } from '@/shared/http'
import { ProblemError } from '@/shared/problem'
import type { PageOf } from '@/shared/usePages'

export const CLASSES = ['BUREAU', 'COUNTY_LEVEL', 'SECTION', 'GRASSROOTS'] as const
export const EMPLOYMENTS = ['FULL_TIME', 'SECONDED', 'PART_TIME'] as const
export const STATUSES = ['PENDING', 'ACTIVE', 'DISABLED'] as const
export const PERSONAL = ['ID_NUMBER', 'MOBILE', 'EMAIL', 'QQ'] as const

export type CadreClass = (typeof CLASSES)[number]
export type Employment = (typeof EMPLOYMENTS)[number]
export type Status = (typeof STATUSES)[number]
export type PersonalField = (typeof PERSONAL)[number]

export interface UnitRef {
  id: number
  name: string
  path: string
}

export interface CadreRow {
  id: number
  name: string
  idNumberMasked: string
  mobileMasked: string
  cadreClass: CadreClass
  employment: Employment
  post: string
  status: Status
  /** Of this study cycle: owes its hours pro rata. */
  newAppointee: boolean
  unit: UnitRef
}

export interface Cadre extends CadreRow {
  version: number
  emailMasked: string | null
  qqMasked: string | null
  sex: 'MALE' | 'FEMALE'
  /** The day would fill in what the masked number leaves out. */
  birthYear: number
  inPostSince: string
  inPostUntil: string | null
  /** Where the first appointment is not that of this post. */
  appointedOn: string | null
  /** Comes back by a return alone, which enables the account. */
  retired: boolean
}

/** Empty numbers leave what is there; `null` for e-mail or QQ leaves it, an empty text removes it. */
export interface CadreForm {
  unitId?: number
  name: string
  idNumber: string | null
  mobile: string | null
  email: string | null
  qq: string | null
  cadreClass: CadreClass
  employment: Employment
  post: string
  inPostSince: string
  inPostUntil: string | null
  /** `null` leaves what is known. */
  appointedOn: string | null
  /** As the page showed them; the server refuses what the ID number says otherwise. */
  sex?: Cadre['sex']
  birthDate?: string
  version?: number
}

export interface CadreFilter {
  unit?: number
  q?: string
  cadreClass?: string
  employment?: string
  status?: string
  newAppointee?: boolean
}

export function cadres(filter: CadreFilter, after?: string): Promise<PageOf<CadreRow>> {
  return find('/cadres/search', { ...filter, after, limit: 30 })
}

/** Nobody or one. */
export async function cadreByNumber(idNumber: string): Promise<PageOf<CadreRow>> {
  try {
    const found = await call<CadreRow>('/cadres/look-up', { method: 'POST', body: { idNumber } })
    return { items: [found.data], next: null }
  } catch (cause) {
    if (cause instanceof ProblemError && cause.status === 404) return { items: [], next: null }
    throw cause
  }
}

export function cadre(id: string): Promise<Cadre> {
  return get(`/cadres/${id}`)
}

export async function enter(form: CadreForm): Promise<Cadre> {
  return (await call<Cadre>('/cadres', { method: 'POST', body: form })).data
}

export async function change(id: string, form: CadreForm): Promise<Cadre> {
  return (await call<Cadre>(`/cadres/${id}`, { method: 'PUT', body: form })).data
}

export async function reveal(id: number, field: PersonalField, reason: string): Promise<string | null> {
  const answer = await call<{ value: string | null }>(`/cadres/${id}/revelations`, {
    method: 'POST',
    body: { field, reason },
  })
  return answer.data.value
}

export type AccountAct = 'disablement' | 'enablement' | 'reset'

export async function actOnAccount(id: number, act: AccountAct, reason: string): Promise<Cadre> {
  return (await call<Cadre>(`/cadres/${id}/account/${act}`, { method: 'POST', body: { reason } })).data
}
