export type Connection = 'connecting' | 'live' | 'lost'

interface Source {
  readyState: number
  addEventListener(type: string, listener: (event: MessageEvent) => void): void
  close(): void
}

export interface StreamSurroundings<T> {
  open: (url: string) => Source
  /** Asked while the stream is down, so that the figures never stand still. */
  poll: () => Promise<T>
  onValue: (value: T) => void
  onState: (state: Connection) => void
}

const CLOSED = 2
const POLL_MS = 10_000
const REOPEN_MS = 5_000

/**
 * One stream of server-sent tallies. The browser reconnects by itself where it can; where it gives up (the session ran
 * out, the server refused) the stream is opened anew, and in between the figures are polled.
 */
export class LiveStream<T> {
  private source: Source | undefined
  private polling: ReturnType<typeof setInterval> | undefined
  private reopening: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly url: string,
    private readonly around: StreamSurroundings<T>,
  ) {}

  open(): void {
    this.around.onState('connecting')
    const source = this.around.open(this.url)
    this.source = source
    source.addEventListener('open', () => this.connected())
    source.addEventListener('tally', (event) => {
      this.connected()
      this.around.onValue(JSON.parse(event.data as string) as T)
    })
    source.addEventListener('error', () => this.lost(source))
  }

  close(): void {
    this.source?.close()
    this.source = undefined
    this.stopPolling()
    clearTimeout(this.reopening)
  }

  private connected(): void {
    this.stopPolling()
    this.around.onState('live')
  }

  private lost(source: Source): void {
    if (this.source !== source) return
    this.around.onState('lost')
    this.polling ??= setInterval(() => void this.ask(), POLL_MS)
    if (source.readyState !== CLOSED) return
    void this.ask()
    this.reopening = setTimeout(() => {
      source.close()
      this.open()
    }, REOPEN_MS)
  }

  private async ask(): Promise<void> {
    const value = await this.around.poll().catch(() => undefined)
    if (value !== undefined && this.source) this.around.onValue(value)
  }

  private stopPolling(): void {
    clearInterval(this.polling)
    this.polling = undefined
  }
}
