import { ratio } from '@/shared/format'
import type { ChildTally, Figures } from './api'

export type Measure = keyof Figures | 'rate'
export const COLUMNS: readonly Measure[] = [
  'enrolled',
  'started',
  'inStudy',
  'courseCompletions',
  'passed',
  'completed',
  'rate',
]

export function measured(figures: Figures, measure: Measure): number {
  return measure === 'rate' ? ratio(figures.completed, figures.enrolled) : figures[measure]
}

/** Highest first; equal figures by name, so that rows do not jump without reason. */
export function ranked(children: readonly ChildTally[], by: Measure, ascending = false): ChildTally[] {
  const sign = ascending ? 1 : -1
  return [...children].sort(
    (a, b) => sign * (measured(a, by) - measured(b, by)) || a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
  )
}

/** Percent with one decimal, which moves visibly while hundreds of thousands study. */
export function ratePercent(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)
}
