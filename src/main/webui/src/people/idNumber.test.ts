import { expect, test } from 'vitest'
import { derivedFrom, idNumberFits } from './idNumber'

test('the check character decides, blanks and a small x are forgiven', () => {
  expect(idNumberFits('11010519491231002X')).toBe(true)
  expect(idNumberFits(' 11010519491231002x ')).toBe(true)
  expect(idNumberFits('110105194912310021')).toBe(false)
  expect(idNumberFits('11010519491231002')).toBe(false)
})

test('two neighbours changed about are noticed', () => {
  expect(idNumberFits('11015019491231002X')).toBe(false)
})

test('sex and birth date follow from the number', () => {
  expect(derivedFrom(' 11010519491231002x ')).toEqual({ sex: 'FEMALE', birthDate: '1949-12-31' })
  expect(derivedFrom('11010520000229003X')).toEqual({ sex: 'MALE', birthDate: '2000-02-29' })
})

test('a number half typed, or of a day that is none or has not come, says nothing', () => {
  for (const number of ['', '110105194912', '110105200102290037', '110105210001010031', '110105189912310031'])
    expect(derivedFrom(number)).toBeUndefined()
})
