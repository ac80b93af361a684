import { onActivated, onDeactivated } from 'vue'

/** Runs when a page that was kept is come back to. */
export function useReturn(back: () => void): void {
  let left = false
  onDeactivated(() => (left = true))
  onActivated(() => {
    if (left) back()
    left = false
  })
}
