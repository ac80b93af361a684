import { expect, test } from 'vitest'
import { transferable, type Conflict } from './conflictApi'

const unit = (id: number) => ({ id, name: '测试单位', path: `/1/${id}/` })
const held = (holder: Conflict['holder']) => ({ claimed: unit(7), holder }) as Conflict

test('nobody is given to the unit they belong to', () => {
  expect(transferable(held(unit(8)))).toBe(true)
  expect(transferable(held(unit(7)))).toBe(false)
})
