import { get } from '@/shared/http'

export type HourSource = 'CAMPAIGN' | 'TOPIC' | 'DAILY' | 'CLASSROOM'

export interface HourEntry {
  courseId: number | null
  title: string
  hours: number
  source: HourSource
  creditedAt: string
}

export interface Hours {
  cycle: number
  requiredHours: number
  earnedHours: number
  reason?: 'FULL_YEAR' | 'PRO_RATA' | 'NOT_IN_POST' | 'PART_TIME' | 'NONE'
  fullYearHours?: number | null
  monthsInPost?: number
  entries: HourEntry[]
}

export function hours(cycle: number): Promise<Hours> {
  return get('/me/hours', { cycle })
}
