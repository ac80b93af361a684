import type { KeyValueStore } from '@/shared/storage'
import { union, type Interval } from './intervals'

export interface Pending {
  courseId: number
  watched: Interval[]
  position: number
}

const PREFIX = 'chaoxue.study.'

/**
 * Study that the server has not acknowledged, kept in this browser per learner and course. It outlives the tab;
 * sending it twice changes nothing, because the server takes the union.
 */
export class PendingStudy {
  constructor(
    private readonly store: KeyValueStore,
    private readonly learnerId: string,
  ) {}

  read(courseId: number): Pending | undefined {
    return this.store.get<Pending>(this.key(courseId))
  }

  /** Remembers these intervals besides what is already kept. */
  keep(pending: Pending): void {
    const watched = union(this.read(pending.courseId)?.watched ?? [], pending.watched)
    if (watched.length > 0) this.store.set(this.key(pending.courseId), { ...pending, watched })
  }

  /** Replaces what is kept; nothing left means nothing stored. */
  replace(pending: Pending): void {
    if (pending.watched.length > 0) this.store.set(this.key(pending.courseId), pending)
    else this.store.remove(this.key(pending.courseId))
  }

  all(): Pending[] {
    return this.store
      .keys(PREFIX + this.learnerId + '.')
      .map((key) => this.store.get<Pending>(key))
      .filter((pending): pending is Pending => pending !== undefined)
  }

  private key(courseId: number): string {
    return `${PREFIX}${this.learnerId}.${courseId}`
  }
}
