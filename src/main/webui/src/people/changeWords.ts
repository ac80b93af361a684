import { dateAndTime } from '@/shared/format'

/** Where the words for what a field holds as a code are, first found first. */
const WORDS: Record<string, string[]> = {
  role: ['role'],
  cadreClass: ['cadre'],
  employment: ['cadre'],
  kind: ['posting', 'unit.planned'],
  refusal: ['audit.values'],
  secondFactor: ['audit.values'],
  unit: ['audit.values'],
  parent: ['audit.values'],
  into: ['audit.values'],
  otherUnit: ['audit.values'],
}
const INSTANTS = ['endsAt', 'opensAt', 'closesAt']

/** Why something was done: what happens by itself says so by a slug, people in words of their own. */
export function reasonInWords(
  reason: string,
  words: { t: (key: string) => string; te: (key: string) => boolean },
): string {
  const key = `audit.reasons.${reason}`
  return /^[a-z-]+$/.test(reason) && words.te(key) ? words.t(key) : reason
}

/** What a changed field holds, as people say it; what is no code stays as it was written. */
export function inWords(
  field: string,
  value: string,
  words: { t: (key: string) => string; te: (key: string) => boolean; locale: string },
): string {
  if (INSTANTS.includes(field)) return dateAndTime(value, words.locale)
  const key = (WORDS[field] ?? []).map((place) => `${place}.${value}`).find((known) => words.te(known))
  return key ? words.t(key) : value
}
