import { explain } from '@/shared/explain'
import { holdsNumbers, ProblemError } from '@/shared/problem'

export interface Refusal {
  /** By field, in plain words. */
  errors: Record<string, string>
  failure: string
  /** What is said where fields say nothing: all that is wrong with them, otherwise the failure. */
  sentence: string
}

type Translate = (key: string, named: Record<string, string>) => string

const FROM_DAY = /^must be (\d{4}-\d{2}-\d{2}) or later$/

/** What a form says when the server refused it: `<area>.wrong.<field>` and `<area>.refused.<reason>`. */
export function refusal(area: string, cause: unknown, t: Translate, te: (key: string) => boolean): Refusal {
  const problem = cause instanceof ProblemError ? cause : undefined
  const errors = Object.fromEntries(
    (problem?.errors ?? []).map((error) => {
      const name = error.field.split('.').pop() ?? error.field
      const key = holdsNumbers(error) ? 'problem.impersonal' : `${area}.wrong.${name}`
      const day = FROM_DAY.exec(error.message)?.[1]
      return [name, day ? t('people.fromDay', { day }) : t(te(key) ? key : 'people.wrong', {})]
    }),
  )
  const reason = `${area}.refused.${problem?.reason}`
  const failure = problem?.reason && te(reason) ? t(reason, {}) : explain(cause, (key) => t(key, {}))
  return { errors, failure, sentence: [...new Set(Object.values(errors))].join(' ') || failure }
}
