import type { UnitRef } from '@/auth/api'
import { get } from '@/shared/http'
import type { CourseForm } from '@/study/api'

export interface Campaign {
  campaignId: number
  title: string
  kind: string
  opensAt: string
  closesAt: string
  state: 'UPCOMING' | 'OPEN' | 'CLOSED'
  unit: UnitRef
  requiredCourses: number
  optionalCourses: number
}

export interface CampaignDetail extends Campaign {
  courses: {
    courseId: number
    title: string
    form: CourseForm
    required: boolean
    durationSeconds: number
    studyHours: number
  }[]
}

export async function campaigns(): Promise<Campaign[]> {
  return (await get<{ items: Campaign[] }>('/campaigns')).items
}

export function campaign(id: string): Promise<CampaignDetail> {
  return get(`/campaigns/${id}`)
}
