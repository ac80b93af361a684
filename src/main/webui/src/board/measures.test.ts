import { expect, test } from 'vitest'
import type { ChildTally } from './api'
import { ranked, shortName } from './measures'

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

test('short names drop only what every neighbour shares', () => {
  const named = (name: string) => shortName({ id: 1, name, path: '/', level: 'PROVINCE' })
  expect(named('浙江省')).toBe('浙江')
  expect(named('新疆维吾尔自治区')).toBe('新疆')
  expect(named('新疆生产建设兵团')).toBe('兵团')
  expect(named('中央企业')).toBe('中央企业')
})
