import { expect, test } from 'vitest'
import type { MyCourse } from './api'
import { byCampaign, nextCourse, remaining } from './remaining'

const course = (over: Partial<MyCourse>): MyCourse => ({
  courseId: 1,
  title: '课程',
  form: 'VIDEO',
  subject: null,
  required: true,
  durationSeconds: 3000,
  coveredSeconds: 0,
  studyHours: 1,
  progress: 0,
  examId: 9,
  passed: false,
  completed: false,
  campaignId: 1,
  campaignTitle: '专题',
  closesAt: '2026-12-31T00:00:00Z',
  ...over,
})

test('remaining study is rounded up to whole minutes and names the test', () => {
  expect(remaining(course({ coveredSeconds: 2281, progress: 0.76 }))).toEqual({
    kind: 'study',
    minutes: 12,
    withTest: true,
  })
})

test('covered but untested course waits for its test only', () => {
  expect(remaining(course({ coveredSeconds: 3000, progress: 1 }))).toEqual({ kind: 'test' })
})

test('a waiting test goes before a course under way, which goes before a new one', () => {
  const fresh = course({ courseId: 1 })
  const begun = course({ courseId: 2, progress: 0.4 })
  const nearlyDone = course({ courseId: 3, progress: 0.9 })
  const test = course({ courseId: 4, progress: 1 })
  expect(nextCourse([fresh, begun, nearlyDone, test])?.courseId).toBe(4)
  expect(nextCourse([fresh, begun, nearlyDone])?.courseId).toBe(3)
  expect(nextCourse([course({ completed: true }), fresh])?.courseId).toBe(1)
  expect(nextCourse([course({ completed: true })])).toBeUndefined()
})

test('only required courses count towards a campaign', () => {
  const [group] = byCampaign([
    course({ completed: true }),
    course({ courseId: 2 }),
    course({ courseId: 3, required: false, completed: true }),
  ])
  expect(group).toMatchObject({ requiredDone: 1, requiredTotal: 2 })
})
