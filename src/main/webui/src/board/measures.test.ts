import { expect, test } from 'vitest'
import type { ChildTally } from './api'
import { ranked } from './measures'

const child = (name: string, completed: number, enrolled = 100): ChildTally => ({
  unit: { id: name, name, path: `/${name}`, level: 'PROVINCE', hasChildren: true },
  enrolled,
  started: completed,
  inStudy: 0,
  courseCompletions: completed,
  passed: completed,
  completed,
})

test('ranking by rate puts a small diligent unit above a large slow one', () => {
  const rows = ranked([child('大', 50, 1000), child('小', 9, 10)], 'rate')
  expect(rows.map((row) => row.unit.name)).toEqual(['小', '大'])
})

test('a unit without learners has rate zero, not NaN', () => {
  const rows = ranked([child('空', 0, 0), child('有', 1, 10)], 'rate')
  expect(rows.map((row) => row.unit.name)).toEqual(['有', '空'])
})
