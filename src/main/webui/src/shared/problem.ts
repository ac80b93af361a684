export interface FieldError {
  field: string
  message: string
}

/** A text that is shown in clear held somebody's number: the one message that says more than which field is wrong. */
export const holdsNumbers = ({ message }: FieldError) => message.startsWith('must hold no e-mail address')

/** A place in the login's waiting room; the ticket keeps it. */
export interface WaitingPlace {
  ticket: string
  ahead: number
  estimatedSeconds: number
}

/** The case a refusal became: who holds the person, by name for who answers for that unit, too, otherwise masked. */
export interface Claim {
  id: number
  holder?: string
  heldIn?: string
}

interface ProblemBody {
  type?: string
  title?: string
  detail?: string
  reason?: string
  errors?: FieldError[]
  waitingRoom?: WaitingPlace
  claim?: Claim
  traceId?: string
}

/** The server answered, and said no: one problem+json with its stable slug. */
export class ProblemError extends Error {
  readonly slug: string
  readonly reason?: string
  readonly detail?: string
  readonly errors: FieldError[]
  readonly waitingRoom?: WaitingPlace
  readonly claim?: Claim
  readonly traceId?: string

  constructor(
    readonly status: number,
    body: ProblemBody,
    readonly retryAfterSeconds?: number,
  ) {
    super(body.title ?? `HTTP ${status}`)
    this.slug = body.type?.split('/').pop() ?? 'internal-error'
    this.reason = body.reason
    this.detail = body.detail
    this.errors = body.errors ?? []
    this.waitingRoom = body.waitingRoom
    this.claim = body.claim
    this.traceId = body.traceId
  }

  /** Overloaded or rate-limited: the same request is welcome later. From a waiting room one returns with the ticket. */
  get isRetriable(): boolean {
    if (this.waitingRoom) return false
    return this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

/** The request never got an answer: no network, or the time limit passed. Whether it arrived is unknown. */
export class NetworkLostError extends Error {
  constructor(cause?: unknown) {
    super('network-lost', { cause })
  }
}

export function isRetriable(error: unknown): boolean {
  return error instanceof NetworkLostError || (error instanceof ProblemError && error.isRetriable)
}

/** How long to wait before the next try: what the server asked for, else a growing pause; both with jitter. */
export function retryDelaySeconds(error: unknown, attempt: number, random = Math.random): number {
  const asked = error instanceof ProblemError ? error.retryAfterSeconds : undefined
  const base = asked ?? Math.min(30, 2 ** Math.min(attempt, 5))
  return Math.ceil(base + random() * Math.min(3, 1 + base * 0.2))
}

export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000))
}
