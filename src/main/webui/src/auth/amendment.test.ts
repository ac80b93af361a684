import { expect, test } from 'vitest'
import { wishOf } from './amendment'

test('only what is filled in is asked for, and what was emptied on purpose', () => {
  const form = {
    name: ' ',
    post: ' 副书记 ',
    cadreClass: 'SECTION',
    employment: '',
    inPostSince: '2024-09-01',
  }
  expect(wishOf(form, { email: '', qq: null })).toEqual({
    post: '副书记',
    cadreClass: 'SECTION',
    inPostSince: '2024-09-01',
    email: '',
  })
})

test('nothing filled in asks for nothing', () => {
  expect(wishOf({ name: '' }, { email: null, qq: ' ' })).toEqual({})
})
