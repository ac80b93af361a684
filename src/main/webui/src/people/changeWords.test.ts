import { expect, test } from 'vitest'
import { inWords } from './changeWords'

const KNOWN = new Map([
  ['role.city-admin', '地市级管理员'],
  ['unit.planned.CLOSURE', '撤销'],
  ['cadre.SECTION', '科级及以下'],
])
const words = {
  t: (key: string) => KNOWN.get(key) ?? key,
  te: (key: string) => KNOWN.has(key),
  locale: 'zh-CN',
}

test('codes are said in words', () => {
  expect(inWords('role', 'city-admin', words)).toBe('地市级管理员')
  expect(inWords('kind', 'CLOSURE', words)).toBe('撤销')
  expect(inWords('cadreClass', 'SECTION', words)).toBe('科级及以下')
  expect(inWords('endsAt', '2020-12-23T16:00:00Z', words)).not.toContain('T')
})

test('what people wrote stays, whatever it looks like', () => {
  expect(inWords('post', 'SECTION', words)).toBe('SECTION')
  expect(inWords('role', 'unheard-of', words)).toBe('unheard-of')
})
