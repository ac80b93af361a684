import { NetworkLostError, ProblemError, parseRetryAfter } from './problem'

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  /** Lets the request outlive the page; used for the last heartbeat of a closing tab. */
  keepalive?: boolean
  /** Login and refresh themselves never trigger a refresh. */
  refreshOn401?: boolean
  timeoutMs?: number
}

export interface Answer<T> {
  data: T
  status: number
  /** The server's clock when it answered, from the Date header. */
  serverTime?: number
}

const BASE = '/api/v1'
let refreshSession: () => Promise<boolean> = async () => false
let onSessionEnd: () => void = () => {}

/** The session module plugs itself in here, so that this module depends on no feature. */
export function connectSession(refresh: () => Promise<boolean>, ended: () => void): void {
  refreshSession = refresh
  onSessionEnd = ended
}

/** One API call with the cookie session; an expired access token is refreshed once, unseen. */
export async function call<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const response = await send(path, options)
  if (response.status !== 401 || options.refreshOn401 === false) return read<T>(response)
  if (await refreshSession()) return read<T>(await send(path, options))
  onSessionEnd()
  return read<T>(response)
}

export async function get<T>(path: string, query?: RequestOptions['query']): Promise<T> {
  return (await call<T>(path, { query })).data
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const hasBody = options.body !== undefined
  try {
    return await fetch(BASE + path + queryString(options.query), {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: options.keepalive,
      signal: options.keepalive ? undefined : AbortSignal.timeout(options.timeoutMs ?? 20_000),
      headers: {
        Accept: 'application/json',
        'X-Chaoxue-Session': 'cookie',
        ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
        ...options.headers,
      },
      body: hasBody ? JSON.stringify(options.body) : undefined,
    })
  } catch (cause) {
    throw new NetworkLostError(cause)
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text().catch((cause: unknown) => {
    throw new NetworkLostError(cause)
  })
  const body = parse(text)
  if (!response.ok) {
    const retryAfter = parseRetryAfter(response.headers.get('Retry-After'))
    throw new ProblemError(response.status, (body as object) ?? {}, retryAfter)
  }
  const date = Date.parse(response.headers.get('Date') ?? '')
  return { data: body as T, status: response.status, serverTime: Number.isNaN(date) ? undefined : date }
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function queryString(query: RequestOptions['query']): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return ''
  return '?' + new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()
}
