import { expect, test } from 'vitest'
import { idNumberFits } from './idNumber'

test('the check character decides, blanks and a small x are forgiven', () => {
  expect(idNumberFits('11010519491231002X')).toBe(true)
  expect(idNumberFits(' 11010519491231002x ')).toBe(true)
  expect(idNumberFits('110105194912310021')).toBe(false)
  expect(idNumberFits('11010519491231002')).toBe(false)
})

test('two neighbours changed about are noticed', () => {
  expect(idNumberFits('11015019491231002X')).toBe(false)
})
