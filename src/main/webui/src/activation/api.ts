import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'

export interface Window {
  id: number
  unit: { id: number; name: string }
  opensAt: string
  closesAt: string
  endedAt: string | null
  reason: string
}

export interface Windows extends PageOf<Window> {
  alwaysOpen: boolean
  coveredUntil: string | null
}

export interface Reset {
  id: number
  /** Null where it is another's by now. */
  unit: { id: number; name: string } | null
  state: 'RESETTING' | 'RESET' | 'UNDOING' | 'UNDONE'
  /** Null where it is not for the reader; so is the other. */
  reason: string | null
  startedAt: string
  total: number
  done: number
  restored: number
  undoUntil: string
  undoReason: string | null
}

export function windows(before?: string): Promise<Windows> {
  return get('/activation-windows', { before, limit: 30 })
}

export async function openWindow(body: {
  unitId: number
  opensAt: string
  closesAt: string
  reason: string
}): Promise<void> {
  await call('/activation-windows', { method: 'POST', body })
}

export async function closeWindow(id: number, reason: string): Promise<void> {
  await call(`/activation-windows/${id}/closing`, { method: 'POST', body: { reason } })
}

export function resets(before?: string): Promise<PageOf<Reset>> {
  return get('/activation-resets', { before, limit: 30 })
}

export async function preview(unit: number): Promise<number> {
  return (await get<{ accounts: number }>('/activation-resets/preview', { unit })).accounts
}

export async function beginReset(unitId: number, reason: string): Promise<void> {
  await call('/activation-resets', { method: 'POST', body: { unitId, reason } })
}

export async function undoReset(id: number, reason: string): Promise<void> {
  await call(`/activation-resets/${id}/undoing`, { method: 'POST', body: { reason } })
}

/** Whether something is being done in the background. */
export const working = (reset: Reset) => reset.state === 'RESETTING' || reset.state === 'UNDOING'

/** What a date field holds, as the first instant of that day here. */
export const beginning = (day: string) => new Date(`${day}T00:00:00`).toISOString()

/** The last instant of that day here. */
export const ending = (day: string) => new Date(`${day}T23:59:59`).toISOString()
