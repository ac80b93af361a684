import { ref, type Ref } from 'vue'

const online = ref(navigator.onLine)
window.addEventListener('online', () => (online.value = true))
window.addEventListener('offline', () => (online.value = false))

/** What the browser believes about the network; true does not promise that the server can be reached. */
export function useOnline(): Ref<boolean> {
  return online
}
