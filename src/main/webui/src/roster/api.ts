import type { CadreFilter } from '@/people/cadreApi'
import { call, download, get } from '@/shared/http'
import { isRetriable, retryDelaySeconds } from '@/shared/problem'
import type { PageOf } from '@/shared/usePages'

export const OUTCOMES = ['CREATE', 'CHANGE', 'UNCHANGED', 'CONFLICT', 'WRONG'] as const
export type Outcome = (typeof OUTCOMES)[number]
export type State =
  'UPLOADING' | 'STAGING' | 'READY' | 'APPLYING' | 'DONE' | 'FAILED' | 'CANCELLED' | 'EXPIRED'
export type Format = 'XLSX' | 'CSV'

export interface Counts {
  create: number
  change: number
  unchanged: number
  conflict: number
  wrong: number
  rows: number
}

export interface RosterImport {
  id: number
  fileName: string
  state: State
  failure: string | null
  detail: string | null
  found: Counts
  done: Counts
  partBytes: number
  parts: number
  createdBy: number
  createdAt: string
  expiresAt: string
}

export interface Note {
  column: string
  reason: string
  /** The same in words, in the language of the page. */
  text: string
}

export interface Row {
  line: number
  outcome: Outcome
  name: string
  idNumberMasked: string
  mobileMasked: string
  unit: string
  notes: Note[]
}

const IMPORTS = '/cadres/imports'
const TRIES = 4

/** Whether a worker is at it, so that the answer will soon be another. */
export function moving(one: RosterImport): boolean {
  return one.state === 'STAGING' || one.state === 'APPLYING'
}

/** What rows came to where the import is applied, what they would come to before; those that were wrong stay so. */
export function standing(one: Pick<RosterImport, 'state' | 'found' | 'done'>): Counts {
  if (one.state !== 'DONE') return one.found
  const { wrong } = one.found
  return { ...one.done, wrong: one.done.wrong + wrong, rows: one.done.rows + wrong }
}

export function countOf(counts: Counts, outcome: Outcome): number {
  return counts[outcome.toLowerCase() as Lowercase<Outcome>]
}

/** Announces a file, sends it piece by piece and has it read; `sent` hears how much has arrived, from 0 to 1. */
export async function upload(file: File, sent: (share: number) => void): Promise<RosterImport> {
  const announced = await call<RosterImport>(IMPORTS, {
    method: 'POST',
    body: { fileName: tellable(file.name), bytes: file.size },
  })
  const { id, parts, partBytes } = announced.data
  for (let part = 0; part < parts; part++) {
    await sendPart(id, part, file.slice(part * partBytes, (part + 1) * partBytes))
    sent((part + 1) / parts)
  }
  return act(id, 'completion')
}

/** A file's name is kept in clear, and a long number in it may be somebody's: a time stamp goes with the others. */
export const tellable = (name: string) => name.replace(/\p{Nd}{9,}/gu, '***').slice(-120)

/** A part that got lost on the way is simply sent again. */
async function sendPart(id: number, part: number, body: Blob): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await call(`${IMPORTS}/${id}/parts/${part}`, { method: 'PUT', body, timeoutMs: 60_000 })
      return
    } catch (cause) {
      if (attempt === TRIES || !isRetriable(cause)) throw cause
      await new Promise((resolve) => setTimeout(resolve, retryDelaySeconds(cause, attempt) * 1000))
    }
  }
}

export async function act(
  id: number,
  what: 'completion' | 'application' | 'cancellation',
): Promise<RosterImport> {
  return (await call<RosterImport>(`${IMPORTS}/${id}/${what}`, { method: 'POST' })).data
}

export function rosterImport(id: string): Promise<RosterImport> {
  return get(`${IMPORTS}/${id}`)
}

/** Imports so far, and what the next file may hold. */
export interface ImportPage extends PageOf<RosterImport> {
  maxFileBytes: number
  maxRows: number
}

export function rosterImports(before?: string): Promise<ImportPage> {
  return get(IMPORTS, { before, limit: 10 })
}

export function rows(id: string, outcome: Outcome | undefined, after?: string): Promise<PageOf<Row>> {
  return get(`${IMPORTS}/${id}/rows`, { outcome, after, limit: 50 })
}

export function template(format: Format): Promise<void> {
  return download(`${IMPORTS}/template`, { query: { format } })
}

/** The own ones without a reason, those of others with. */
export function errors(id: number, reason?: string): Promise<void> {
  return download(`${IMPORTS}/${id}/errors`, reason ? { method: 'POST', body: { reason } } : {})
}

export function exported(filter: CadreFilter, format: Format, reason?: string): Promise<void> {
  return download('/cadres/exports', {
    method: 'POST',
    body: { ...filter, format, clear: reason !== undefined, reason },
  })
}
