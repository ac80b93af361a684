import { ref, shallowRef } from 'vue'

export interface PickedUnit {
  id: number
  name: string
  hasChildren: boolean
  closedOn?: string | null
}

/** With the ids from the root down to it. */
export interface FoundUnit extends PickedUnit {
  path: string
}

/**
 * The tree from the caller's unit downwards, one list a level; what was picked last is chosen. An answer that comes after
 * another pick is dropped. `whole`: the caller's unit itself is everything, and nothing is chosen.
 */
export function unitLevels(
  children: (parent?: number) => Promise<PickedUnit[]>,
  choose: (unit: number | undefined) => void,
  whole: boolean,
) {
  const levels = shallowRef<PickedUnit[][]>([])
  const picks = ref<(number | '')[]>([])
  const error = ref<unknown>()
  let latest = 0

  /** Undefined where the answer failed, or comes too late to matter. */
  async function beneath(parent?: number): Promise<PickedUnit[] | undefined> {
    const mine = ++latest
    error.value = undefined
    try {
      const found = await children(parent)
      return mine === latest ? found : undefined
    } catch (cause) {
      if (mine === latest) error.value = cause
      return undefined
    }
  }

  /** At the caller's unit, or at `start`. */
  async function begin(start?: FoundUnit): Promise<void> {
    const own = (await beneath())?.[0]
    if (!own) return
    levels.value = [[own]]
    picks.value = [own.id]
    await (start ? goTo(start) : pick(0))
  }

  async function pick(level: number): Promise<void> {
    latest++
    levels.value = levels.value.slice(0, level + 1)
    picks.value = picks.value.slice(0, level + 1)
    const picked = levels.value[level]?.find((unit) => unit.id === picks.value[level])
    const unit = picked?.id ?? (picks.value[level - 1] || undefined)
    choose(whole && unit === levels.value[0]?.[0]?.id ? undefined : unit)
    const below = picked?.hasChildren ? await beneath(picked.id) : undefined
    if (!below) return
    levels.value = [...levels.value, below]
    picks.value = [...picks.value, '']
  }

  /**
   * Down to a unit that was found, by its path; given up where a list fails, or another pick comes. Lists hold open units:
   * where the next one is missing, the unit itself is put into the list.
   */
  async function goTo(unit: FoundUnit): Promise<void> {
    const own = levels.value[0]?.[0]
    if (!own) return
    const ids = unit.path.split('/').filter(Boolean).map(Number)
    const below = ids.slice(ids.indexOf(own.id) + 1)
    picks.value[0] = own.id
    let reached = pick(0)
    for (const [above, id] of below.entries()) {
      const mine = latest
      await reached
      if (mine !== latest || error.value) return
      const level = above + 1
      const listed = levels.value[level] ?? []
      const next = listed.find((one) => one.id === id) ?? unit
      if (!listed.includes(next)) levels.value = [...levels.value.slice(0, level), [...listed, next]]
      picks.value[level] = next.id
      reached = pick(level)
      if (next === unit) break
    }
    await reached
  }

  /** After a failure: what could not be read. */
  const again = () => (levels.value.length ? pick(levels.value.length - 1) : begin())

  return { levels, picks, error, begin, pick, goTo, again }
}
