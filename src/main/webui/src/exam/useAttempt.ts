import { computed, onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { ProblemError } from '@/shared/problem'
import { localStore } from '@/shared/storage'
import { useRetry } from '@/shared/useRetry'
import * as api from './api'
import { Autosaver, type SaveState } from './Autosaver'
import { KeptAttempts, type Kept } from './keptAttempt'

export type Stage = 'loading' | 'answering' | 'submitting' | 'grading' | 'graded' | 'failed'
const POLL_MS = [150, 250, 400, 600, 900, 1300, 2000]

/** One sitting of a test: paper, clock, answers, handing in, result. */
export function useAttempt(examId: string, attemptId: string) {
  const attempts = new KeptAttempts(localStore)
  const stage = ref<Stage>('loading')
  const error = ref<unknown>()
  const kept = shallowRef<Kept>()
  const answers = ref<api.Answers>({})
  const saveState = ref<SaveState>('saved')
  const secondsLeft = ref(Infinity)
  const result = shallowRef<api.AttemptState>()
  const retry = useRetry()
  const questions = computed(() => kept.value?.paper.questions ?? [])
  const answered = computed(
    () => questions.value.filter((one) => answers.value[one.questionId]?.length).length,
  )
  let endsAt = Infinity
  let clock: ReturnType<typeof setInterval> | undefined
  let gone = false

  const saver = new Autosaver<Kept>(
    (now) => api.saveAnswers(attemptId, now.seq, now.answers),
    (state) => (saveState.value = state),
  )

  async function open() {
    stage.value = 'loading'
    error.value = undefined
    try {
      const { data, serverTime } = await retry.run(() => api.attempt(attemptId))
      if (data.state !== 'OPEN') return void (await finish(data))
      const mine = attempts.read(attemptId) ?? attempts.begin((await api.startAttempt(examId)).data)
      keep({ ...mine, answers: newest(mine, data.savedAnswers) })
      runClock(data.deadline, serverTime ?? Date.now())
      stage.value = 'answering'
      if (mine.submissionKey) await handIn()
    } catch (cause) {
      error.value = cause
      stage.value = 'failed'
    }
  }

  /** This browser's answers win over the saved ones: they are at least as new, unless there are none. */
  function newest(mine: Kept, saved: api.Answers | null | undefined): api.Answers {
    return Object.keys(mine.answers).length > 0 ? mine.answers : (saved ?? {})
  }

  function keep(next: Kept) {
    kept.value = next
    answers.value = next.answers
    attempts.write(next)
  }

  function answer(questionId: number, keys: string[]) {
    const before = kept.value!
    // Grows across devices too, so that an answer given later is never taken for an older one.
    const seq = Math.max(before.seq + 1, Math.floor(Date.now() / 1000) - 1_700_000_000)
    keep({ ...before, seq, answers: { ...before.answers, [questionId]: keys } })
    saver.changed(kept.value!)
  }

  function runClock(deadline: string, serverNow: number) {
    // The Date header has lost up to a second: better a second early than a second late.
    endsAt = Date.now() + Date.parse(deadline) - serverNow - 999
    const tick = () => {
      secondsLeft.value = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))
      if (secondsLeft.value === 0 && stage.value === 'answering') void handIn()
    }
    clock = setInterval(tick, 500)
    tick()
  }

  /** Hands in under one key until the server gives a receipt; the answers stay in this browser all the while. */
  async function handIn() {
    if (stage.value !== 'answering') return
    stage.value = 'submitting'
    saver.stop()
    const key =
      kept.value!.submissionKey ?? crypto.randomUUID?.() ?? `${attemptId}-${Date.now()}-${Math.random()}`
    keep({ ...kept.value!, submissionKey: key })
    try {
      const { receipt } = await retry.run(() => api.submit(attemptId, key, kept.value!.answers))
      keep({ ...kept.value!, receipt })
      await poll()
    } catch (cause) {
      if (cause instanceof ProblemError && cause.status === 409) return void (await poll())
      error.value = cause
      stage.value = 'failed'
    }
  }

  async function poll() {
    stage.value = 'grading'
    for (let i = 0; !gone; i++) {
      const { data } = await retry.run(() => api.attempt(attemptId))
      if (data.state === 'GRADED') return show(data)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS[Math.min(i, POLL_MS.length - 1)]))
    }
  }

  async function finish(state: api.AttemptState) {
    kept.value = attempts.read(attemptId)
    if (state.state === 'GRADED') show(state)
    else await poll()
  }

  function show(state: api.AttemptState) {
    result.value = state
    stage.value = 'graded'
  }

  onMounted(open)
  onUnmounted(() => {
    gone = true
    clearInterval(clock)
    saver.stop()
  })

  return {
    stage,
    error,
    questions,
    answers,
    answered,
    saveState,
    secondsLeft,
    retryIn: retry.secondsLeft,
    receipt: computed(() => kept.value?.receipt),
    result,
    answer,
    handIn,
    open,
  }
}
