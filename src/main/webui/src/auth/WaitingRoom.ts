import { ProblemError, type WaitingPlace } from '@/shared/problem'
import { tabStore, type KeyValueStore } from '@/shared/storage'

/** Where somebody stands who was asked to wait, counted down between two answers of the server. */
export interface Standing {
  ahead: number
  seconds: number
}

const TICKET = 'chaoxue.loginTicket'

/**
 * Waits for one's turn to sign in, and goes on by itself when it comes. The ticket outlives a wrong password and a
 * reload of the page; the password is kept by nobody but the caller.
 */
export class WaitingRoom {
  private stop: () => void = () => {}
  private left = false

  constructor(
    private readonly show: (standing: Standing | undefined) => void,
    private readonly tickets: KeyValueStore = tabStore,
  ) {}

  /** Repeats the attempt with the newest ticket; rejects with anything but a wait, and with that once `leave` was called. */
  async enter<T>(attempt: (ticket?: string) => Promise<T>): Promise<T> {
    this.left = false
    try {
      for (;;) {
        const outcome = await this.once(attempt)
        if (!(outcome instanceof ProblemError)) return outcome
        await this.wait(outcome.waitingRoom!, outcome.retryAfterSeconds ?? 5)
        if (this.left) throw outcome
      }
    } finally {
      this.show(undefined)
    }
  }

  leave(): void {
    this.left = true
    this.stop()
  }

  private async once<T>(attempt: (ticket?: string) => Promise<T>): Promise<T | ProblemError> {
    try {
      const result = await attempt(this.tickets.get<string>(TICKET))
      this.tickets.remove(TICKET)
      return result
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.waitingRoom) throw error
      this.tickets.set(TICKET, error.waitingRoom.ticket)
      return error
    }
  }

  private wait(place: WaitingPlace, seconds: number): Promise<void> {
    let passed = 0
    this.show(standingAfter(place, 0))
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        passed += 1
        if (passed >= seconds) this.stop()
        else this.show(standingAfter(place, passed))
      }, 1000)
      this.stop = () => {
        clearInterval(timer)
        resolve()
      }
    })
  }
}

/** The queue moves evenly as far as anybody can tell. */
export function standingAfter(place: WaitingPlace, passed: number): Standing {
  const left = Math.max(0, place.estimatedSeconds - passed)
  return { ahead: Math.ceil((place.ahead * left) / Math.max(1, place.estimatedSeconds)), seconds: left }
}
