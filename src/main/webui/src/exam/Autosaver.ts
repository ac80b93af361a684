import { isRetriable, retryDelaySeconds } from '@/shared/problem'

export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed'

/**
 * Saves the newest value a moment after it changed, one request at a time. While a request is under way only the last
 * change is kept; a busy or unreachable server is tried again until it takes the newest value.
 */
export class Autosaver<T> {
  private wanted: { value: T } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private flying = false
  private failures = 0
  private stopped = false

  constructor(
    private readonly save: (value: T) => Promise<unknown>,
    private readonly onState: (state: SaveState) => void,
    private readonly delayMs = 800,
  ) {}

  changed(value: T): void {
    this.wanted = { value }
    if (!this.flying) this.plan(this.delayMs)
  }

  /** No further saving; used once the paper is handed in. */
  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private plan(ms: number): void {
    clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => void this.flush(), ms)
  }

  private async flush(): Promise<void> {
    const sending = this.wanted
    if (!sending || this.stopped) return
    this.flying = true
    this.onState('saving')
    try {
      await this.save(sending.value)
      this.failures = 0
      if (this.wanted === sending) this.wanted = undefined
      this.onState('saved')
    } catch (error) {
      this.failed(error, sending)
    }
    this.flying = false
    if (this.wanted)
      this.plan(this.failures ? retryDelaySeconds(undefined, this.failures) * 1000 : this.delayMs)
  }

  private failed(error: unknown, sending: { value: T }): void {
    this.failures += 1
    this.onState(isRetriable(error) ? 'waiting' : 'failed')
    if (!isRetriable(error) && this.wanted === sending) this.wanted = undefined
  }
}
