import { ref, shallowRef } from 'vue'

export interface PickedUnit {
  id: number
  name: string
  hasChildren: boolean
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

  async function begin(): Promise<void> {
    const own = (await beneath())?.[0]
    if (!own) return
    levels.value = [[own]]
    picks.value = [own.id]
    await pick(0)
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

  /** Down to a unit that was found by its path from the root; given up where a list fails, or another pick comes. */
  async function goTo(path: string): Promise<void> {
    const own = levels.value[0]?.[0]
    if (!own) return
    const ids = path.split('/').filter(Boolean).map(Number)
    const below = ids.slice(ids.indexOf(own.id) + 1)
    picks.value[0] = own.id
    let reached = pick(0)
    for (const [level, id] of below.entries()) {
      const mine = latest
      await reached
      if (mine !== latest || !levels.value[level + 1]?.some((unit) => unit.id === id)) return
      picks.value[level + 1] = id
      reached = pick(level + 1)
    }
    await reached
  }

  /** After a failure: what could not be read. */
  const again = () => (levels.value.length ? pick(levels.value.length - 1) : begin())

  return { levels, picks, error, begin, pick, goTo, again }
}
