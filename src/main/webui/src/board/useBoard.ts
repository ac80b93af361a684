import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRetry } from '@/shared/useRetry'
import * as api from './api'
import { LiveStream, type Connection } from './LiveStream'

/** The figures of one unit and its children, kept up to date by the server's stream. */
export function useBoard(campaignId: () => string, unitId: () => string | undefined) {
  const board = shallowRef<api.Tally>()
  const error = ref<unknown>()
  const connection = ref<Connection>('connecting')
  const retry = useRetry(5)
  let stream: LiveStream<api.Tally> | undefined
  let visit = 0

  async function load() {
    const mine = ++visit
    stream?.close()
    error.value = undefined
    connection.value = 'connecting'
    try {
      const first = await retry.run(() => api.tally(campaignId(), unitId()))
      if (mine !== visit) return
      board.value = first
      follow(first)
    } catch (cause) {
      if (mine !== visit) return
      board.value = undefined
      error.value = cause
    }
  }

  function follow(first: api.Tally) {
    const unit = String(first.unit.id)
    stream = new LiveStream<api.Tally>(api.liveUrl(campaignId(), unit), {
      open: (url) => new EventSource(url),
      poll: () => api.tally(campaignId(), unit),
      onValue: accept,
      onState: (state) => (connection.value = state),
    })
    stream.open()
  }

  /** Versions only grow: a late message never turns the board back. */
  function accept(next: api.Tally) {
    const now = board.value
    if (!now || String(next.unit.id) !== String(now.unit.id) || next.version < now.version) return
    board.value = { ...next, parents: next.parents ?? now.parents, children: next.children ?? now.children }
  }

  watch([campaignId, unitId], load, { immediate: true })
  onScopeDispose(() => {
    visit++
    stream?.close()
  })
  return { board, error, connection, retryIn: retry.secondsLeft, reload: load }
}
