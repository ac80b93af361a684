import { get } from '@/shared/http'
import type { CourseForm } from '@/study/api'

export interface MyCourse {
  courseId: number
  title: string
  form: CourseForm
  subject: string | null
  required: boolean
  durationSeconds: number
  coveredSeconds: number
  studyHours: number
  progress: number
  examId: number | null
  passed: boolean
  completed: boolean
  campaignId: number
  campaignTitle: string
  closesAt: string
}

export async function myCourses(): Promise<MyCourse[]> {
  return (await get<{ items: MyCourse[] }>('/me/courses')).items
}
