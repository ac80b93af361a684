import { holdsNumbers, NetworkLostError, ProblemError } from './problem'

type Translate = (key: string) => string
const KNOWN = new Set([
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'payload-too-large',
  'too-many-requests',
  'waiting-room',
  'overloaded',
])

/** One sentence for people about anything that can go wrong with a call. */
export function explain(error: unknown, t: Translate): string {
  if (error instanceof NetworkLostError) return t('problem.network')
  if (error instanceof ProblemError && error.errors.some(holdsNumbers)) return t('problem.impersonal')
  if (error instanceof ProblemError && error.reason === 'unmask') return t('reveal.needsRight')
  if (error instanceof ProblemError && KNOWN.has(error.slug)) return t(`problem.${error.slug}`)
  if (error instanceof ProblemError && error.traceId) return `${t('problem.unknown')} (${error.traceId})`
  return t('problem.unknown')
}
