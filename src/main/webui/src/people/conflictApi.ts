import { call, get } from '@/shared/http'
import type { PageOf } from '@/shared/usePages'
import type { UnitRef } from './cadreApi'

export interface Conflict {
  id: number
  state: 'OPEN' | 'TRANSFERRED' | 'MERGED' | 'REJECTED'
  claimed: UnitRef
  openedAt: string
  /** Whether the caller answers for both sides, and so settles the case. */
  mine: boolean
  name: string | null
  holder: UnitRef | null
  /** For who does not answer for the holder: the province-level unit it was in when the case was opened, while it is. */
  heldIn: string | null
  reason: string | null
  /** Two records of one person, which can become one. */
  mergeable: boolean
}

/** Whether there is anywhere to go: a case may outlast the person's coming to the claiming unit. */
export function transferable({ holder, claimed }: Conflict): boolean {
  return holder?.id !== claimed.id
}

export type Settling = 'transfer' | 'merger' | 'rejection'

export interface ConflictPage extends PageOf<Conflict> {
  /** With the first page: how many open cases the caller can settle. */
  toSettle: number | null
}

export function conflicts(before?: string, limit = 30): Promise<ConflictPage> {
  return get('/conflicts', { before, limit })
}

export async function settle(id: number, how: Settling, reason: string): Promise<void> {
  await call(`/conflicts/${id}/${how}`, { method: 'POST', body: { reason } })
}
