import { expect, it } from 'vitest'
import type { Right } from './factorApi'
import { rightsByUnit } from './rightsByUnit'

function right(role: Right['role'], id: number, path: string): Right {
  return { role, unit: { id, name: `unit ${id}`, path }, givenAt: '2026-03-01T08:00:00Z', endsAt: null }
}

it('shows at a unit what is held above it and counts there, and offers no unit for that alone', () => {
  const units = rightsByUnit([
    right('unmask', 1, '/1/'),
    right('database-admin', 12, '/1/12/'),
    right('liaison', 2, '/2/'),
    right('unmask', 3, '/3/'),
    right('city-admin', 3, '/3/'),
  ])
  expect(units.map(({ rights, place }) => [rights.map(({ role }) => role), place])).toEqual([
    [['unmask'], false],
    [['database-admin', 'unmask'], true],
    [['liaison'], true],
    [['unmask', 'city-admin'], true],
  ])
})

it('names what is held twice over once', () => {
  const [, below] = rightsByUnit([
    right('unmask', 1, '/1/'),
    right('unmask', 12, '/1/12/'),
    right('database-admin', 12, '/1/12/'),
  ])
  expect(below?.rights.map(({ role }) => role)).toEqual(['unmask', 'database-admin'])
})
