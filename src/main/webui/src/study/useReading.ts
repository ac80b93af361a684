import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import type { Section } from './api'
import { clip, firstGap, total, type Interval } from './intervals'
import type { Study } from './useStudy'

const TICK_MS = 500

/**
 * Reading runs along the open section's part of the time line: every second that the section is open and the page is
 * visible covers the next uncovered second of it, until its reading floor is reached.
 */
export function useReading(study: Study) {
  const sections = study.course.sections
  const open = ref(indexOfPosition())
  const visible = ref(document.visibilityState === 'visible')
  let timer: ReturnType<typeof setInterval> | undefined
  let last = 0

  const window = (section: Section): Interval => [section.fromSeconds, section.toSeconds]
  const left = (section: Section) =>
    Math.max(0, section.toSeconds - section.fromSeconds - total(clip(study.covered.value, window(section))))
  const isRead = (section: Section) => left(section) < 0.5
  const current = computed(() => sections[open.value]!)
  const readCount = computed(() => sections.filter(isRead).length)

  function indexOfPosition(): number {
    const found = sections.findIndex(({ toSeconds }) => study.position.value < toSeconds)
    return found < 0 ? 0 : found
  }

  function begin() {
    stop()
    const gap = firstGap(study.covered.value, window(current.value))
    if (!visible.value || gap === undefined || isRead(current.value)) return
    last = Date.now()
    study.play(gap)
    timer = setInterval(step, TICK_MS)
  }

  function step() {
    const now = Date.now()
    const to = Math.min(current.value.toSeconds, study.position.value + Math.min(2, (now - last) / 1000))
    last = now
    study.advance(to)
    if (isRead(current.value)) return stop()
    const gap = firstGap(study.covered.value, [to, current.value.toSeconds])
    if (gap === undefined) return begin()
    if (gap > to + 0.5) study.seek(gap)
  }

  function stop() {
    clearInterval(timer)
    timer = undefined
    study.pause(study.position.value)
  }

  const onVisibility = () => (visible.value = document.visibilityState === 'visible')
  watch([open, visible], begin)
  onMounted(() => {
    document.addEventListener('visibilitychange', onVisibility)
    begin()
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    stop()
  })

  return { sections, open, current, left, isRead, readCount }
}
