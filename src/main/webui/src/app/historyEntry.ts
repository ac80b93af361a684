let named = 0

/** A name for the entry of the browser's history that is open, the same whenever it is come back to. */
export function historyEntry(): string {
  const state = history.state as Record<string, unknown> | null
  if (typeof state?.entry === 'string') return state.entry
  const entry = `${performance.timeOrigin}-${++named}`
  history.replaceState({ ...state, entry }, '')
  return entry
}
