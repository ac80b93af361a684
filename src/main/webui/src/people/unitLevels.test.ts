import { expect, test } from 'vitest'
import { unitLevels, type PickedUnit } from './unitLevels'

const unit = (id: number, hasChildren = true): PickedUnit => ({ id, name: `${id}`, hasChildren })

const found = (id: number, path: string, closedOn: string | null = null) => ({
  ...unit(id, false),
  path,
  closedOn,
})

/** Answers come when the test lets them. */
function slowTree() {
  const answers = new Map<number | undefined, (units: PickedUnit[] | Error) => void>()
  const children = (parent?: number) =>
    new Promise<PickedUnit[]>((resolve, reject) =>
      answers.set(parent, (units) => (units instanceof Error ? reject(units) : resolve(units))),
    )
  const answer = async (parent: number | undefined, units: PickedUnit[] | Error) => {
    answers.get(parent)?.(units)
    for (let i = 0; i < 8; i++) await Promise.resolve()
  }
  return { children, answer }
}

async function opened(whole = false) {
  const tree = slowTree()
  const chosen: (number | undefined)[] = []
  const picker = unitLevels(tree.children, (id) => chosen.push(id), whole)
  void picker.begin()
  await tree.answer(undefined, [unit(1)])
  await tree.answer(1, [unit(2), unit(3), unit(4, false)])
  const choose = (level: number, id: number) => {
    picker.picks.value[level] = id
    void picker.pick(level)
  }
  const ids = () => picker.levels.value.map((units) => units.map((one) => one.id))
  return { ...tree, picker, chosen, choose, ids }
}

test('children of a unit that is no longer picked do not come back', async () => {
  const { answer, choose, ids, picker, chosen } = await opened()
  choose(1, 2)
  choose(1, 3)
  await answer(3, [unit(31)])
  await answer(2, [unit(21)])
  expect(ids()).toEqual([[1], [2, 3, 4], [31]])
  expect(picker.picks.value).toEqual([1, 3, ''])
  expect(chosen.at(-1)).toBe(3)
})

test('nor beneath one that has none', async () => {
  const { answer, choose, ids } = await opened()
  choose(1, 2)
  choose(1, 4)
  await answer(2, [unit(21)])
  expect(ids()).toEqual([[1], [2, 3, 4]])
})

test('to a search, the own unit is everything', async () => {
  const { chosen, choose, picker } = await opened(true)
  expect(chosen).toEqual([undefined])
  choose(1, 4)
  expect(chosen.at(-1)).toBe(4)
  picker.picks.value[1] = ''
  void picker.pick(1)
  expect(chosen.at(-1)).toBeUndefined()
})

test('what could not be read is read again', async () => {
  const { answer, choose, ids, picker } = await opened()
  choose(1, 2)
  await answer(2, new Error('lost'))
  expect(picker.error.value).toBeInstanceOf(Error)
  void picker.again()
  await answer(2, [unit(21)])
  expect(picker.error.value).toBeUndefined()
  expect(ids()).toEqual([[1], [2, 3, 4], [21]])
})

test('what was found is gone down to, level by level', async () => {
  const { answer, picker, chosen, ids } = await opened()
  const there = picker.goTo(found(21, '/9/1/2/21/'))
  await answer(1, [unit(2), unit(3)])
  await answer(2, [unit(21, false)])
  await there
  expect(picker.picks.value).toEqual([1, 2, 21])
  expect(ids()).toEqual([[1], [2, 3], [21]])
  expect(chosen.at(-1)).toBe(21)
})

test('another pick on the way there stands', async () => {
  const { answer, picker, choose, chosen } = await opened()
  const there = picker.goTo(found(21, '/1/2/21/'))
  await answer(1, [unit(2), unit(4, false)])
  choose(1, 4)
  await answer(2, [unit(21, false)])
  await there
  expect(picker.picks.value).toEqual([1, 4])
  expect(chosen.at(-1)).toBe(4)
})

test('a closed unit stands in no list, and is put into the one it was found beneath', async () => {
  const { answer, picker, chosen, ids } = await opened()
  const there = picker.goTo(found(22, '/1/2/22/', '2026-03-01'))
  await answer(1, [unit(2), unit(3)])
  await answer(2, [unit(21, false)])
  await there
  expect(ids()).toEqual([[1], [2, 3], [21, 22]])
  expect(picker.picks.value).toEqual([1, 2, 22])
  expect(chosen.at(-1)).toBe(22)
})

test('so does one beneath units that are closed or have no others left', async () => {
  const { answer, picker, chosen, ids } = await opened()
  const there = picker.goTo(found(51, '/1/4/5/51/', '2026-03-01'))
  await answer(1, [unit(4, false)])
  await there
  expect(ids()).toEqual([[1], [4], [51]])
  expect(picker.picks.value).toEqual([1, 4, 51])
  expect(chosen.at(-1)).toBe(51)
})

test('where a list fails on the way there, nothing is put into it', async () => {
  const { answer, picker, ids } = await opened()
  const there = picker.goTo(found(22, '/1/2/22/', '2026-03-01'))
  await answer(1, new Error('lost'))
  await there
  expect(ids()).toEqual([[1]])
  expect(picker.error.value).toBeInstanceOf(Error)
})

test('one that is known beforehand is gone to from the beginning', async () => {
  const tree = slowTree()
  const chosen: (number | undefined)[] = []
  const picker = unitLevels(tree.children, (id) => chosen.push(id), true)
  const there = picker.begin(found(22, '/1/22/', '2026-03-01'))
  await tree.answer(undefined, [unit(1)])
  await tree.answer(1, [unit(2)])
  await there
  expect(picker.picks.value).toEqual([1, 22])
  expect(chosen.at(-1)).toBe(22)
})
