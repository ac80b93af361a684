import type { KeyValueStore } from '@/shared/storage'
import type { Answers, Paper } from './api'

export interface Kept {
  paper: Paper
  answers: Answers
  seq: number
  /** Chosen before the first try to submit and used for every repetition. */
  submissionKey?: string
  receipt?: string
}

const PREFIX = 'chaoxue.attempt.'
const MOST_KEPT = 6

/** The paper and the answers given so far, in this browser: a closed tab or a dead network loses no answer. */
export class KeptAttempts {
  constructor(private readonly store: KeyValueStore) {}

  read(attemptId: string): Kept | undefined {
    return this.store.get<Kept>(PREFIX + attemptId)
  }

  begin(paper: Paper): Kept {
    const kept = this.read(String(paper.attemptId)) ?? { paper, answers: {}, seq: 0 }
    this.forgetOldest()
    this.write(kept)
    return kept
  }

  write(kept: Kept): void {
    this.store.set(PREFIX + kept.paper.attemptId, kept)
  }

  private forgetOldest(): void {
    const kept = this.store
      .keys(PREFIX)
      .map((key) => ({ key, startedAt: this.store.get<Kept>(key)?.paper.startedAt ?? '' }))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    kept.slice(MOST_KEPT - 1).forEach(({ key }) => this.store.remove(key))
  }
}
