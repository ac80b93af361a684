import type { PageOf } from '@/shared/usePages'
import { idNumberFits } from './idNumber'

/** The number in what was typed, bare; undefined where there is none. No name holds a digit, in whatever script. */
export function numberIn(typed: string): string | undefined {
  const plain = typed.normalize('NFKC')
  if (!/\p{Nd}/u.test(plain)) return undefined
  return plain.replace(/[^\dXx]/g, '').toUpperCase()
}

/**
 * Finds by what was typed: a name is searched, a number never is. Whole, it is looked up by whoever may; else nobody is
 * found, and nobody is asked.
 */
export async function search<T>(
  typed: string,
  byName: () => Promise<PageOf<T>>,
  byNumber?: (idNumber: string) => Promise<PageOf<T>>,
): Promise<PageOf<T>> {
  const number = numberIn(typed)
  if (number === undefined) return byName()
  return byNumber && idNumberFits(number) ? byNumber(number) : { items: [], next: null }
}
