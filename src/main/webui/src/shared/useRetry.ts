import { onScopeDispose, ref } from 'vue'
import { isRetriable, retryDelaySeconds } from './problem'

/**
 * Runs a call and, when the server is busy or out of reach, waits as long as asked and tries again, visibly.
 * Errors that a repetition cannot cure are thrown to the caller.
 */
export function useRetry(maxTries = Infinity) {
  const secondsLeft = ref(0)
  const lastError = ref<unknown>()
  let timer: ReturnType<typeof setInterval> | undefined
  let wake: (() => void) | undefined
  let cancelled = false
  let current = 0

  function pause(seconds: number): Promise<void> {
    secondsLeft.value = seconds
    return new Promise((resolve) => {
      wake = () => {
        clearInterval(timer)
        secondsLeft.value = 0
        resolve()
      }
      timer = setInterval(() => {
        secondsLeft.value -= 1
        if (secondsLeft.value <= 0) wake?.()
      }, 1000)
    })
  }

  async function run<T>(action: () => Promise<T>): Promise<T> {
    cancelled = false
    const mine = ++current
    wake?.()
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await action()
        lastError.value = undefined
        return result
      } catch (error) {
        lastError.value = error
        if (!isRetriable(error) || attempt >= maxTries || cancelled) throw error
        await pause(retryDelaySeconds(error, attempt))
        if (cancelled || mine !== current) throw error
      }
    }
  }

  function cancel(): void {
    cancelled = true
    wake?.()
  }

  onScopeDispose(cancel)
  return { run, cancel, retryNow: () => wake?.(), secondsLeft, lastError }
}
