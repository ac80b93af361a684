import { call, get } from '@/shared/http'
import type { Interval } from './intervals'

export type CourseForm = 'VIDEO' | 'TEXT' | 'PACKAGE'

export interface Section {
  ordinal: number
  title: string
  body: string | null
  fromSeconds: number
  toSeconds: number
}

export interface Course {
  courseId: number
  title: string
  form: CourseForm
  subject: string | null
  summary: string | null
  durationSeconds: number
  studyHours: number
  segmentSeconds: number
  lecturers: { name: string | null; title: string | null }[]
  mediaUrl: string | null
  sections: Section[]
  examId: number | null
}

export interface Progress {
  progress: number
  coveredSeconds: number
  durationSeconds: number
  position: number
  covered: Interval[]
  complete: boolean
}

export interface Heartbeat {
  courseId: number
  session: string
  seq: number
  position: number
  rate: number
  watched: Interval[]
}

export interface HeartbeatAnswer {
  progress: number
  coveredSeconds: number
  creditedSeconds: number
  refusedSeconds: number
  complete: boolean
  nextInSeconds: number
}

export function course(courseId: string): Promise<Course> {
  return get(`/courses/${courseId}`)
}

export function progress(courseId: string): Promise<Progress> {
  return get(`/study/courses/${courseId}`)
}

/** `leaving` lets the request outlive the page; the answer is then never seen. */
export async function heartbeat(body: Heartbeat, leaving = false): Promise<HeartbeatAnswer> {
  return (await call<HeartbeatAnswer>('/study/heartbeats', { method: 'POST', body, keepalive: leaving })).data
}
