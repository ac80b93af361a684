import { expect, test } from 'vitest'
import { inSlices } from './inSlices'

const all = Array.from({ length: 240 }, (_, i) => i)

test('more than go at once are sent one slice after another, none left out', async () => {
  const sent: number[][] = []
  await inSlices(all, 200, async (slice) => void sent.push(slice))
  expect(sent.map((slice) => slice.length)).toEqual([200, 40])
  expect(sent.flat()).toEqual(all)
})

test('nothing more is sent after a failure', async () => {
  const sent: number[][] = []
  const failing = inSlices(all, 100, async (slice) => {
    sent.push(slice)
    if (sent.length === 2) throw new Error('refused')
  })
  await expect(failing).rejects.toThrow('refused')
  expect(sent).toHaveLength(2)
})
