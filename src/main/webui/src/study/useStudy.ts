import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { session } from '@/auth/session'
import { localStore } from '@/shared/storage'
import { useOnline } from '@/shared/useOnline'
import * as api from './api'
import { CoverageRecorder } from './CoverageRecorder'
import { HeartbeatClient, type LinkState } from './HeartbeatClient'
import { total, union, type Interval } from './intervals'
import { PendingStudy } from './pending'
import { claimCourse } from './useOfflineStudy'

/** One open course: what is covered, what the server said last, and the calls a player makes. */
export function useStudy(course: api.Course, initial: api.Progress) {
  const pending = new PendingStudy(localStore, String(session.caller?.id))
  const left = pending.read(course.courseId)
  const recorder = new CoverageRecorder(left?.watched)
  const covered = shallowRef<Interval[]>(union(initial.covered, left?.watched ?? []))
  const progress = ref(initial.progress)
  const coveredSeconds = ref(initial.coveredSeconds)
  const complete = ref(initial.complete)
  const refusedSeconds = ref(0)
  const link = ref<LinkState>('idle')
  const retryIn = ref(0)
  const failure = ref<unknown>()
  const position = ref(left?.position ?? initial.position)
  const playing = ref(false)
  const release = claimCourse(course.courseId)
  const online = useOnline()

  const client = new HeartbeatClient(
    course.courseId,
    recorder,
    pending,
    {
      answered: (answer) => {
        progress.value = Math.max(progress.value, answer.progress)
        coveredSeconds.value = Math.max(coveredSeconds.value, answer.coveredSeconds)
        complete.value ||= answer.complete
        refusedSeconds.value = answer.refusedSeconds
        if (answer.refusedSeconds > 0) void showServersView()
      },
      state: (state, seconds) => {
        link.value = state
        retryIn.value = seconds
      },
      failed: (error) => (failure.value = error),
    },
    {
      send: (heartbeat, leaving) => api.heartbeat(heartbeat, leaving),
      setTimer: (action, ms) => setTimeout(action, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
      random: Math.random,
    },
  )

  /** Seconds were refused: draw what the server counted rather than what was watched. */
  async function showServersView() {
    const truth = await api.progress(String(course.courseId)).catch(() => undefined)
    if (truth) covered.value = union(truth.covered, recorder.unacknowledged())
  }

  function play(at: number) {
    playing.value = true
    position.value = at
    recorder.start(at)
    client.start(at)
  }

  function advance(to: number, rate = 1) {
    position.value = to
    client.position = to
    client.rate = rate
    const watched = recorder.advance(to, rate)
    if (watched) covered.value = union(covered.value, [watched])
  }

  function pause(at: number) {
    if (!playing.value) return
    advance(at, client.rate)
    recorder.stop()
    playing.value = false
    client.pause(at)
  }

  function seek(to: number) {
    position.value = to
    client.position = to
    if (!playing.value) return
    recorder.start(to)
    void client.beat()
  }

  const leave = () => client.leave(position.value)
  const onVisibility = () => document.visibilityState === 'hidden' && leave()

  watch(online, (isOnline) => isOnline && (link.value === 'offline' || left) && void client.beat())
  onMounted(() => {
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', onVisibility)
    if (left) void client.beat()
  })
  onUnmounted(() => {
    window.removeEventListener('pagehide', leave)
    document.removeEventListener('visibilitychange', onVisibility)
    leave()
    client.close()
    release()
  })

  // Between two answers the page counts along with what it saw; only the server says that all is done.
  const shownSeconds = computed(() => Math.max(coveredSeconds.value, Math.floor(total(covered.value))))
  const shownProgress = computed(() =>
    complete.value
      ? 1
      : Math.min(0.99, Math.max(progress.value, shownSeconds.value / course.durationSeconds)),
  )
  const remainingSeconds = computed(() => Math.max(0, course.durationSeconds - shownSeconds.value))
  return {
    course,
    covered,
    shownProgress,
    shownSeconds,
    remainingSeconds,
    complete,
    refusedSeconds,
    link,
    retryIn,
    failure,
    position,
    playing,
    play,
    advance,
    pause,
    seek,
  }
}

export type Study = ReturnType<typeof useStudy>
