import { NetworkLostError, isRetriable, retryDelaySeconds } from '@/shared/problem'
import type { Heartbeat, HeartbeatAnswer } from './api'
import type { CoverageRecorder } from './CoverageRecorder'
import { rounded, type Interval } from './intervals'
import type { PendingStudy } from './pending'

export type LinkState = 'idle' | 'sent' | 'offline' | 'busy' | 'refused'

export interface Surroundings {
  send: (heartbeat: Heartbeat, leaving: boolean) => Promise<HeartbeatAnswer>
  setTimer: (action: () => void, ms: number) => unknown
  clearTimer: (timer: unknown) => void
  random: () => number
}

export interface Listener {
  answered: (answer: HeartbeatAnswer, sent: readonly Interval[]) => void
  state: (state: LinkState, retryInSeconds: number) => void
  failed: (error: unknown) => void
}

const USUAL_SECONDS = 15

/**
 * Tells the server what was watched: regularly while something plays, at once when asked to, one request at a time.
 * What could not be delivered stays in the pending store and goes with the next heartbeat that arrives.
 */
export class HeartbeatClient {
  private readonly session: string
  private seq = 0
  private timer: unknown
  private flying = false
  private again = false
  private failures = 0
  private active = false
  private closed = false
  position = 0
  rate = 1

  constructor(
    private readonly courseId: number,
    private readonly recorder: CoverageRecorder,
    private readonly pending: PendingStudy,
    private readonly listener: Listener,
    private readonly around: Surroundings,
  ) {
    this.session = randomId(around.random)
  }

  /** Playback starts: the first heartbeat, mostly empty, starts the server's wall clock. */
  start(position: number): void {
    this.position = position
    this.active = true
    void this.beat()
  }

  /** Playback stops: report at once what was watched. */
  pause(position: number): void {
    this.position = position
    this.active = false
    void this.beat()
  }

  /** Sends now; while a request is under way, once more after it. */
  async beat(): Promise<void> {
    if (this.closed) return
    if (this.flying) {
      this.again = true
      return
    }
    this.cancelTimer()
    const snapshot = this.recorder.snapshot()
    this.remember()
    this.flying = true
    try {
      const answer = await this.around.send(this.compose(snapshot.watched), false)
      this.recorder.acknowledge(snapshot)
      this.failures = 0
      this.remember()
      this.listener.state('sent', 0)
      this.listener.answered(answer, snapshot.watched)
      this.plan(jittered(answer.nextInSeconds || USUAL_SECONDS, this.around.random))
    } catch (error) {
      this.recover(error)
    } finally {
      this.flying = false
      if (this.again) {
        this.again = false
        if (this.failures === 0) void this.beat()
      }
    }
  }

  /** The page is going away: one last request nobody waits for. The pending store keeps a copy. */
  leave(position: number): void {
    this.position = position
    this.remember()
    const { watched } = this.recorder.snapshot()
    if (this.recorder.unacknowledged().length > 0) {
      this.around.send(this.compose(watched), true).catch(() => undefined)
    }
  }

  close(): void {
    this.closed = true
    this.cancelTimer()
  }

  private compose(watched: readonly Interval[]): Heartbeat {
    const position = Math.round(this.position * 10) / 10
    return {
      courseId: this.courseId,
      session: this.session,
      seq: ++this.seq,
      position,
      rate: this.rate,
      watched: rounded(watched),
    }
  }

  private remember(): void {
    const watched = this.recorder.unacknowledged()
    this.pending.replace({ courseId: this.courseId, watched, position: this.position })
  }

  private recover(error: unknown): void {
    if (!isRetriable(error)) {
      this.listener.state('refused', 0)
      this.listener.failed(error)
      return
    }
    this.failures += 1
    const seconds = retryDelaySeconds(error, this.failures, this.around.random)
    this.listener.state(error instanceof NetworkLostError ? 'offline' : 'busy', seconds)
    this.plan(seconds, true)
  }

  private plan(seconds: number, always = false): void {
    if (this.closed || (!this.active && !always)) return
    this.cancelTimer()
    this.timer = this.around.setTimer(() => void this.beat(), seconds * 1000)
  }

  private cancelTimer(): void {
    if (this.timer !== undefined) this.around.clearTimer(this.timer)
    this.timer = undefined
  }
}

/** ±10 %, so that a hundred thousand learners who started together do not stay together. */
function jittered(seconds: number, random: () => number): number {
  return seconds * (0.9 + random() * 0.2)
}

function randomId(random: () => number): string {
  return Array.from({ length: 16 }, () => Math.floor(random() * 36).toString(36)).join('')
}
