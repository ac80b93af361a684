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
  entries: HourEntry[]
}

export function hours(cycle: number): Promise<Hours> {
  return get('/me/hours', { cycle })
}
