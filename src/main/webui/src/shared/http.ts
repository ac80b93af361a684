import { NetworkLostError, ProblemError, parseRetryAfter } from './problem'

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON, a piece of a file as it is. */
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
  return read<T>(await answered(path, options))
}

/** Fetches a file and has the browser save it under the name the server gives. */
export async function download(path: string, options: RequestOptions = {}): Promise<void> {
  const response = await answered(path, {
    timeoutMs: 900_000,
    ...options,
    headers: { Accept: 'application/octet-stream' },
  })
  if (!response.ok) await read(response)
  const blob = await response.blob().catch((cause: unknown) => {
    throw new NetworkLostError(cause)
  })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'file'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 30_000)
}

async function answered(path: string, options: RequestOptions): Promise<Response> {
  const response = await send(path, options)
  if (response.status !== 401 || options.refreshOn401 === false) return response
  if (await refreshSession()) return send(path, options)
  onSessionEnd()
  return response
}

export async function get<T>(path: string, query?: RequestOptions['query']): Promise<T> {
  return (await call<T>(path, { query })).data
}

/** Reads by criteria that travel in the body: what names somebody has no place in an address. */
export async function find<T>(path: string, criteria: object): Promise<T> {
  return (await call<T>(path, { method: 'POST', body: criteria })).data
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const piece = options.body instanceof Blob ? options.body : undefined
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
        'Accept-Language': document.documentElement.lang,
        'X-Chaoxue-Session': 'cookie',
        ...(hasBody ? { 'Content-Type': piece ? 'application/octet-stream' : 'application/json' } : {}),
        ...options.headers,
      },
      body: piece ?? (hasBody ? JSON.stringify(options.body) : undefined),
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
