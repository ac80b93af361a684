import { expect, test } from 'vitest'
import { inWords, reasonInWords } from './changeWords'

const KNOWN = new Map([
  ['role.city-admin', '地市级管理员'],
  ['unit.planned.CLOSURE', '撤销'],
  ['cadre.SECTION', '科级及以下'],
  ['audit.reasons.units-merged', '两个单位已合并'],
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

test('a unit elsewhere is said in words, any other by its name', () => {
  const known = { ...words, te: (key: string) => key === 'audit.values.another-unit', t: () => '另一单位' }
  expect(inWords('into', 'another-unit', known)).toBe('另一单位')
  expect(inWords('parent', '共青团浙江省委员会', known)).toBe('共青团浙江省委员会')
})

test('what people wrote stays, whatever it looks like', () => {
  expect(inWords('post', 'SECTION', words)).toBe('SECTION')
  expect(inWords('role', 'unheard-of', words)).toBe('unheard-of')
})

test('a reason that is a slug is said in words, any other as it was written', () => {
  expect(reasonInWords('units-merged', words)).toBe('两个单位已合并')
  expect(reasonInWords('unheard-of', words)).toBe('unheard-of')
  expect(reasonInWords('两个单位已合并', words)).toBe('两个单位已合并')
})
