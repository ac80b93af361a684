/** Goes along with the way to another page, which says it once; not again when it is loaded anew. */
export const SAVED = { saved: true }

export function justSaved(): boolean {
  const state = history.state as Partial<typeof SAVED> | null
  if (!state?.saved) return false
  history.replaceState({ ...state, saved: undefined }, '')
  return true
}
