import { createI18n } from 'vue-i18n'
import { expect, test } from 'vitest'
import en from '@/locales/en'
import zh from '@/locales/zh'
import { prepared, type Messages } from './messages'

test('named values are filled in, plain texts stay as they are', () => {
  const i18n = createI18n({
    legacy: false,
    locale: 'x',
    messages: { x: prepared({ a: { b: '还剩 {days} 天，{date} 截止', plain: '100% | @ fine' } }) },
  })
  const t = i18n.global.t as (key: string, named?: object) => string
  expect(t('a.b', { days: 0, date: '12月4日' })).toBe('还剩 0 天，12月4日 截止')
  expect(t('a.plain')).toBe('100% | @ fine')
})

test('both languages have the same texts with the same names in them', () => {
  const shape = (messages: Messages, path = ''): string[] =>
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [`${path}${key} ${(value.match(/\{\w+\}/g) ?? []).sort().join('')}`]
        : shape(value, `${path}${key}.`),
    )
  expect(shape(en).sort()).toEqual(shape(zh).sort())
})
