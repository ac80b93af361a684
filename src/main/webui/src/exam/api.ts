import { call, get, type Answer } from '@/shared/http'

export interface Exam {
  examId: number
  courseId: number
  title: string
  passMark: number
  questionCount: number
  durationSeconds: number
  maxAttempts: number | null
  attemptsUsed: number
  open: boolean
  reason?: string | null
  lastAttemptId?: number | string | null
  bestScore?: number | null
  passed: boolean
}

export interface Question {
  questionId: number
  kind: 'SINGLE' | 'MULTIPLE' | 'TRUE_FALSE'
  stem: string
  options: { key: string; text: string }[]
}

export interface Paper {
  attemptId: number | string
  startedAt: string
  deadline: string
  questions: Question[]
}

export type Answers = Record<string, string[]>

export interface AttemptState {
  state: 'OPEN' | 'SUBMITTED' | 'GRADED'
  score: number | null
  passMark: number
  passed: boolean | null
  deadline: string
  savedAnswers?: Answers | null
}

export interface Receipt {
  receipt: string
  attemptId: number | string
}

export function exam(examId: string): Promise<Exam> {
  return get(`/exams/${examId}`)
}

export function startAttempt(examId: string): Promise<Answer<Paper>> {
  return call(`/exams/${examId}/attempts`, { method: 'POST' })
}

export function attempt(attemptId: string): Promise<Answer<AttemptState>> {
  return call(`/attempts/${attemptId}`)
}

export function saveAnswers(
  attemptId: string,
  seq: number,
  answers: Answers,
): Promise<Answer<{ savedSeq: number }>> {
  return call(`/attempts/${attemptId}/answers`, { method: 'PUT', body: { seq, answers } })
}

export async function submit(attemptId: string, key: string, answers: Answers): Promise<Receipt> {
  const headers = { 'Idempotency-Key': key }
  return (
    await call<Receipt>(`/attempts/${attemptId}/submission`, { method: 'POST', headers, body: { answers } })
  ).data
}
