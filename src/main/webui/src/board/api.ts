import { get } from '@/shared/http'

export type UnitLevel = 'CENTRE' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'GRASSROOTS' | string

export interface BoardUnit {
  id: number | string
  name: string
  shortName?: string
  path: string
  level: UnitLevel
  hasChildren?: boolean
}

export interface Figures {
  enrolled: number
  started: number
  inStudy: number
  courseCompletions: number
  passed: number
  completed: number
}

export interface ChildTally extends Figures {
  unit: BoardUnit
}

export interface Tally extends Figures {
  campaignId: number | string
  unit: BoardUnit
  onlineNow: number
  version: number
  asOf: string
  parents?: BoardUnit[]
  children?: ChildTally[]
}

export interface Recounted extends Tally {
  recount: Partial<Figures>
  drift: Partial<Figures>
}

export interface TrendPoint {
  at: string
  started: number
  courseCompletions: number
  passed: number
  completed: number
}

export type LearnerStatus = 'NOT_STARTED' | 'IN_STUDY' | 'COMPLETED'

export interface LearnerRow {
  learnerId: number | string
  name: string
  unit: { id: number | string; name: string; path: string }
  status: LearnerStatus
  requiredDone: number
  requiredTotal: number
  startedAt: string | null
  completedAt: string | null
}

export interface LearnerPage {
  items: LearnerRow[]
  next: string | null
}

export function tally(campaignId: string, unit?: string): Promise<Tally> {
  return get(`/campaigns/${campaignId}/tally`, { unit })
}

export function recount(campaignId: string, unit: string): Promise<Recounted> {
  return get(`/campaigns/${campaignId}/tally`, { unit, recount: true })
}

export async function trend(campaignId: string, unit: string): Promise<TrendPoint[]> {
  return (await get<{ points: TrendPoint[] }>(`/campaigns/${campaignId}/trend`, { unit, minutes: 60 })).points
}

export function learners(
  campaignId: string,
  query: { unit: string; status?: LearnerStatus; after?: string; limit: number },
): Promise<LearnerPage> {
  return get(`/campaigns/${campaignId}/learners`, query)
}

export function liveUrl(campaignId: string, unit: string): string {
  const query = new URLSearchParams({ unit, children: 'true' })
  return `/api/v1/campaigns/${campaignId}/live?${query}`
}
