import { ratio } from '@/shared/format'
import type { BoardUnit, ChildTally, Figures } from './api'

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

const ENDINGS =
  /(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市|地区|自治州|县)?(团委|团市委|团县委|团区委|团工委)?$/

const KNOWN: Record<string, string> = { 新疆生产建设兵团: '兵团', 中央国家机关: '国家机关' }

/** 浙江省 → 浙江; long names are cut by the tile itself. */
export function shortName(unit: BoardUnit): string {
  const known = unit.shortName ?? KNOWN[unit.name]
  if (known) return known
  const name = unit.name.replace(/^(共青团|团)(?=.{2,})/, '')
  const short = name.replace(ENDINGS, '').replace(/(团委|委员会)$/, '')
  return short.length >= 2 ? short : name
}

/** Percent with one decimal, which moves visibly while hundreds of thousands study. */
export function ratePercent(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)
}
