import { union, type Interval } from './intervals'

interface Piece {
  interval: Interval
  recordedAt: number
  acknowledged: boolean
}

export interface Snapshot {
  /** Everything not acknowledged plus the trailing overlap. */
  watched: Interval[]
  pieces: readonly object[]
}

const OVERLAP_MS = 60_000
/** A clock that jumps further than playback can explain was a seek or a sleep, never watching. */
const SLACK_SECONDS = 1.5

/**
 * Turns the positions of a player into intervals that were really played. Nothing is counted across a seek,
 * a pause or a sleeping device. Acknowledged intervals are kept for a minute and sent again, so that what the server's
 * journal may lose in a crash comes back by itself.
 */
export class CoverageRecorder {
  private pieces: Piece[] = []
  private position?: number
  private measuredAt = 0

  constructor(
    restored: readonly Interval[] = [],
    private readonly now: () => number = Date.now,
  ) {
    const recordedAt = this.now()
    this.pieces = union(restored).map((interval) => ({ interval, recordedAt, acknowledged: false }))
  }

  /** Playback starts or continues at a position. */
  start(position: number): void {
    this.position = position
    this.measuredAt = this.now()
  }

  /** Playback has reached a position; returns what was watched since the last call. */
  advance(position: number, rate = 1): Interval | undefined {
    const from = this.position
    const elapsedSeconds = (this.now() - this.measuredAt) / 1000
    this.start(position)
    if (from === undefined) return undefined
    const played = position - from
    if (played <= 0 || played > elapsedSeconds * rate + SLACK_SECONDS) return undefined
    this.add([from, position])
    return [from, position]
  }

  /** Playback has stopped: the next `advance` counts nothing. */
  stop(): void {
    this.position = undefined
  }

  /** What to tell the server now. */
  snapshot(): Snapshot {
    const oldest = this.now() - OVERLAP_MS
    this.pieces = this.pieces.filter((piece) => !piece.acknowledged || piece.recordedAt >= oldest)
    return { watched: union(this.pieces.map((piece) => piece.interval)), pieces: [...this.pieces] }
  }

  /** The server has answered for this snapshot. */
  acknowledge(snapshot: Snapshot): void {
    const answered = new Set(snapshot.pieces)
    for (const piece of this.pieces) if (answered.has(piece)) piece.acknowledged = true
  }

  /** Watched, but not yet known to the server. */
  unacknowledged(): Interval[] {
    return union(this.pieces.filter((piece) => !piece.acknowledged).map((piece) => piece.interval))
  }

  private add(interval: Interval): void {
    const last = this.pieces[this.pieces.length - 1]
    const recordedAt = this.now()
    const joins = last && !last.acknowledged && last.interval[1] === interval[0]
    if (joins && recordedAt - last.recordedAt < 5_000) {
      this.pieces[this.pieces.length - 1] = { ...last, interval: [last.interval[0], interval[1]] }
    } else {
      this.pieces.push({ interval, recordedAt, acknowledged: false })
    }
  }
}
