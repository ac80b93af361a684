import type { MyCourse } from './api'

export type Remaining =
  { kind: 'done' } | { kind: 'test' } | { kind: 'study'; minutes: number; withTest: boolean }

/** What stands between a learner and this course's study hours. */
export function remaining(course: MyCourse): Remaining {
  if (course.completed) return { kind: 'done' }
  const needsTest = course.examId !== null && !course.passed
  if (course.progress >= 1) return needsTest ? { kind: 'test' } : { kind: 'done' }
  const seconds = Math.max(0, course.durationSeconds - course.coveredSeconds)
  return { kind: 'study', minutes: Math.max(1, Math.ceil(seconds / 60)), withTest: needsTest }
}

/** The course to go on with: one under way, nearest to its end; else a test that waits; else the first required one. */
export function nextCourse(courses: readonly MyCourse[]): MyCourse | undefined {
  const open = courses.filter((course) => remaining(course).kind !== 'done')
  const begun = open.filter((course) => course.progress > 0 && course.progress < 1)
  return (
    open.find((course) => remaining(course).kind === 'test') ??
    begun.sort((a, b) => b.progress - a.progress)[0] ??
    open.find((course) => course.required) ??
    open[0]
  )
}

export interface CampaignGroup {
  campaignId: number
  title: string
  closesAt: string
  courses: MyCourse[]
  requiredDone: number
  requiredTotal: number
}

/** What closes first comes first; of two that close together, the one that is done sooner. */
export function byCampaign(courses: readonly MyCourse[]): CampaignGroup[] {
  const groups = new Map<number, CampaignGroup>()
  for (const course of courses) {
    const group = groups.get(course.campaignId) ?? {
      campaignId: course.campaignId,
      title: course.campaignTitle,
      closesAt: course.closesAt,
      courses: [],
      requiredDone: 0,
      requiredTotal: 0,
    }
    group.courses.push(course)
    if (course.required) {
      group.requiredTotal += 1
      if (course.completed) group.requiredDone += 1
    }
    groups.set(course.campaignId, group)
  }
  return [...groups.values()].sort(
    (a, b) => a.closesAt.localeCompare(b.closesAt) || a.requiredTotal - b.requiredTotal,
  )
}
