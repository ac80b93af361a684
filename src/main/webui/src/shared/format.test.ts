import { expect, test } from 'vitest'
import { dateAndTime } from './format'

test('the year is named where it is another', () => {
  const now = new Date('2026-11-23T12:00:00')
  expect(dateAndTime('2026-03-01T08:05:00', 'zh-CN', now)).not.toContain('2026')
  expect(dateAndTime('2027-03-01T08:05:00', 'zh-CN', now)).toContain('2027')
})
