import type { Right } from './factorApi'

export interface RightsAtUnit {
  unit: Right['unit']
  /** Those held there, and what is held above and counts there too. */
  rights: Right[]
  /** Whether one can act there: seeing in clear does nothing by itself. */
  place: boolean
}

/** Unit by unit, in the order they came in. */
export function rightsByUnit(all: Right[]): RightsAtUnit[] {
  const units = [...new Map(all.map(({ unit }) => [unit.id, unit])).values()]
  return units.map((unit) => {
    const held = all.filter((right) => right.unit.id === unit.id)
    const above = all.filter(
      ({ role, unit: other }) =>
        role === 'unmask' && other.id !== unit.id && unit.path.startsWith(other.path),
    )
    const inherited = held.some(({ role }) => role === 'unmask') ? [] : above.slice(0, 1)
    return { unit, rights: [...held, ...inherited], place: held.some(({ role }) => role !== 'unmask') }
  })
}
