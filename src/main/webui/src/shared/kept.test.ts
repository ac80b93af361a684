import { expect, test } from 'vitest'
import { given } from './kept'

test('blanks leave a kept value, only what was emptied on purpose is removed', () => {
  expect(given(null)).toBeNull()
  expect(given('  ')).toBeNull()
  expect(given('')).toBe('')
  expect(given(' 123456 ')).toBe('123456')
})
