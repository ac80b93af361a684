import { ref, watch, type Ref } from 'vue'

interface Holder {
  id: number
  name: string
}

/**
 * Sends from a dialog that may be closed, or opened for somebody else, before the answer is there: what is answered
 * belongs to whom it was asked for. One at a time: a password is shown once, and none may hide another.
 */
export function useGiving(shown: Ref<boolean>, whom: () => Holder, refused: (cause: unknown) => void) {
  const busy = ref(false)
  const done = ref(false)
  const slip = ref<{ password: string; holder: string }>()
  let opened = 0
  watch(
    shown,
    (open) => {
      if (!open) return
      opened++
      done.value = false
    },
    { flush: 'sync' },
  )

  async function send(give: () => Promise<string | null>): Promise<void> {
    if (busy.value) return
    const { id, name } = whom()
    const mine = opened
    const stillAsked = () => mine === opened && whom().id === id
    busy.value = true
    try {
      const password = await give()
      if (password) slip.value = { password, holder: name }
      if (!stillAsked()) return
      shown.value = false
      done.value = true
    } catch (cause) {
      if (stillAsked()) refused(cause)
    } finally {
      busy.value = false
    }
  }

  return { busy, done, slip, send }
}
