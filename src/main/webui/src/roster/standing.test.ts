import { expect, test } from 'vitest'
import { standing, tellable } from './api'

const found = { create: 3, change: 0, unchanged: 0, conflict: 1, wrong: 2, rows: 6 }
const done = { create: 1, change: 0, unchanged: 1, conflict: 1, wrong: 1, rows: 4 }

test('before it is applied, what the dry run found', () => {
  expect(standing({ state: 'READY', found, done })).toEqual(found)
})

test('applied, what became of rows, and those that were wrong before', () => {
  expect(standing({ state: 'DONE', found, done })).toEqual({ ...done, wrong: 3, rows: 6 })
})

test("a file's name tells no long number", () => {
  expect(tellable('花名册_20261123101530.xlsx')).toBe('花名册_***.xlsx')
  expect(tellable('名册 2026.11.23 第 3 版.xlsx')).toBe('名册 2026.11.23 第 3 版.xlsx')
})
