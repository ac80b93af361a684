import { expect, test } from 'vitest'
import { search } from './search'

const NUMBER = '11010519491231002X'

async function asked(typed: string, mayLookUp: boolean) {
  const names: string[] = []
  const numbers: string[] = []
  const nobody = { items: [], next: null }
  await search(
    typed,
    async () => (names.push(typed), nobody),
    mayLookUp ? async (number) => (numbers.push(number), nobody) : undefined,
  )
  return { names, numbers }
}

test('a name is searched by whoever it is', async () => {
  for (const name of ['', '林', 'lx', '阿依古丽·买买提']) {
    for (const may of [true, false]) expect(await asked(name, may)).toEqual({ names: [name], numbers: [] })
  }
})

test('a number, however it was pasted, is looked up and never searched', async () => {
  const fullWidth = '１１０１０５１９４９１２３１００２Ｘ'
  for (const typed of [
    NUMBER,
    `'${NUMBER}`,
    `身份证 ${NUMBER}`,
    `\u200b${NUMBER}`,
    fullWidth,
    '11010519491231002x',
  ]) {
    expect(await asked(typed, true), typed).toEqual({ names: [], numbers: [NUMBER] })
  }
})

test('a piece of a number asks nobody', async () => {
  for (const typed of ['1101', '13800001234', '林1', '١١٠١', '①']) {
    expect(await asked(typed, true), typed).toEqual({ names: [], numbers: [] })
  }
})

test('whoever may look up nobody sends no number at all', async () => {
  for (const typed of [NUMBER, '1101', '１３８']) {
    expect(await asked(typed, false), typed).toEqual({ names: [], numbers: [] })
  }
})
