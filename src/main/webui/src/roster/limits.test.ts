import { expect, test } from 'vitest'
import { explain } from '@/shared/explain'
import { ProblemError } from '@/shared/problem'
import { DOCUMENTED, megabytes } from './limits'

test('limits are told in whole megabytes', () => {
  expect(megabytes(DOCUMENTED.maxFileBytes)).toBe('128')
  expect(megabytes(1.5 * 1024 * 1024)).toBe('1')
  expect(megabytes(512 * 1024)).toBe('0.5')
})

test('a body that is too large has words of its own', () => {
  const tooLarge = new ProblemError(413, { type: 'https://chaoxue.cn/problems/payload-too-large' })
  expect(explain(tooLarge, (key) => key)).toBe('problem.payload-too-large')
})
