import { expect, test } from 'vitest'
import type { Activation } from './api'
import { profileRows } from './profile'

const profile: Activation['profile'] = {
  name: '林晓',
  idNumberMasked: '330***********1234',
  mobileMasked: '138****5678',
  sex: 'FEMALE',
  birthYear: 1990,
  cadreClass: 'SECTION',
  post: '团委书记',
  employment: 'FULL_TIME',
  inPostSince: '2024-09-01',
  inPostUntil: null,
  appointedOn: '2018-03-01',
  emailMasked: null,
  qqMasked: '12*****89',
  unit: { id: 7, name: '西湖区团委', path: '/1/7/' },
}
const words = { t: (key: string) => key, te: (key: string) => key.endsWith('SECTION') }

test('every field that is recorded has a row, masked as it came', () => {
  const rows = new Map(profileRows(profile, words))
  expect(rows.get('idNumber')).toBe('330***********1234')
  expect(rows.get('appointedOn')).toBe('2018-03-01')
  expect(rows.get('unit')).toBe('西湖区团委')
  expect(rows.get('qq')).toBe('12*****89')
  expect(rows.get('email')).toBe('activate.none')
  expect(rows.has('inPostUntil')).toBe(false)
})

test('a choice without words is shown as it is', () => {
  const rows = new Map(profileRows(profile, words))
  expect(rows.get('cadreClass')).toBe('activate.cadreClasss.SECTION')
  expect(rows.get('employment')).toBe('FULL_TIME')
})
