import { call, get } from '@/shared/http'

export const LEVELS = ['PROVINCE', 'CITY', 'COUNTY', 'GRASSROOTS'] as const
export type Level = 'CENTRE' | (typeof LEVELS)[number]

export interface Unit {
  id: number
  name: string
  shortName: string
  level: Level
  code: string | null
  path: string
  hasChildren: boolean
  closedOn: string | null
}

/** The other side of a change; without a name where it is not the reader's to know. */
export interface OtherUnit {
  id: number | null
  name: string | null
}

export interface UnitChange {
  kind: 'CREATED' | 'RENAMED' | 'MOVED' | 'MERGED' | 'JOINED' | 'CLOSED'
  effectiveOn: string
  nameBefore: string | null
  from: OtherUnit | null
  to: OtherUnit | null
}

export interface UnitDetail {
  unit: Unit
  version: number
  openedOn: string | null
  closedOn: string | null
  history: UnitChange[]
}

export interface UnitForm {
  parentId?: number
  level?: Level
  name: string
  shortName: string
  code: string | null
  effectiveOn: string
  version?: number
}

export type Placing = 'move' | 'merger' | 'closure'

export interface UnitList {
  items: Unit[]
  /** A search found more than it lists. */
  more: boolean
}

/** With `closed`, closed units as well; without words, those alone. */
export function units(query: { parent?: number; q?: string; closed?: boolean }): Promise<UnitList> {
  return get('/units', query)
}

export function unitDetail(id: string): Promise<UnitDetail> {
  return get(`/units/${id}`)
}

export async function openUnit(form: UnitForm): Promise<UnitDetail> {
  return (await call<UnitDetail>('/units', { method: 'POST', body: form })).data
}

export async function renameUnit(id: number, form: UnitForm): Promise<UnitDetail> {
  return (await call<UnitDetail>(`/units/${id}`, { method: 'PUT', body: form })).data
}

export async function placeUnit(
  id: number,
  how: Placing,
  body: { unitId?: number; effectiveOn: string },
): Promise<UnitDetail> {
  return (await call<UnitDetail>(`/units/${id}/${how}`, { method: 'POST', body })).data
}

/** Today as people here write it for a date field. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** The last day before one that a date field tells. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** What may stand below a level. */
export function levelsBelow(level: Level): Level[] {
  return level === 'CENTRE' ? [...LEVELS] : LEVELS.slice(LEVELS.indexOf(level) + 1)
}
