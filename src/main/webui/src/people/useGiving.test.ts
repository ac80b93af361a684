import { expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { useGiving } from './useGiving'

const WANG = { id: 1, name: '王敏' }
const LI = { id: 2, name: '李强' }

/** A dialog opened for Wang that has just sent. */
function sent() {
  const shown = ref(false)
  const holder = ref(WANG)
  const refused = vi.fn()
  const giving = useGiving(shown, () => holder.value, refused)
  let answer!: (password: string | null) => void
  let fail!: (cause: unknown) => void
  shown.value = true
  const over = giving.send(
    () =>
      new Promise((resolve, reject) => {
        answer = resolve
        fail = reject
      }),
  )
  const reopenFor = (other: typeof WANG) => {
    shown.value = false
    holder.value = other
    shown.value = true
  }
  return { shown, holder, refused, ...giving, answer, fail, over, reopenFor }
}

test('an answer in time closes the dialog, says so and shows the password', async () => {
  const { shown, done, slip, busy, answer, over } = sent()
  answer('KM7Q-X3WP')
  await over
  expect(shown.value).toBe(false)
  expect(done.value).toBe(true)
  expect(busy.value).toBe(false)
  expect(slip.value).toEqual({ password: 'KM7Q-X3WP', holder: '王敏' })
})

test('a late answer leaves the dialog of somebody else alone, and its password bears the right name', async () => {
  const { shown, done, slip, answer, over, reopenFor } = sent()
  reopenFor(LI)
  answer('KM7Q-X3WP')
  await over
  expect(shown.value).toBe(true)
  expect(done.value).toBe(false)
  expect(slip.value).toEqual({ password: 'KM7Q-X3WP', holder: '王敏' })
})

test('a late answer leaves a dialog opened again for the same person alone', async () => {
  const { shown, done, answer, over, reopenFor } = sent()
  reopenFor(WANG)
  answer(null)
  await over
  expect(shown.value).toBe(true)
  expect(done.value).toBe(false)
})

test('a late refusal is told to nobody else', async () => {
  const { shown, refused, busy, fail, over, reopenFor } = sent()
  reopenFor(LI)
  fail(new Error('held already'))
  await over
  expect(refused).not.toHaveBeenCalled()
  expect(shown.value).toBe(true)
  expect(busy.value).toBe(false)
})

test('who goes to another record is not told that the first has the right', async () => {
  const { shown, holder, done, answer, over } = sent()
  shown.value = false
  holder.value = LI
  answer(null)
  await over
  expect(done.value).toBe(false)
})

test('who only closed the dialog is told', async () => {
  const { shown, done, refused, answer, over } = sent()
  shown.value = false
  answer(null)
  await over
  expect(done.value).toBe(true)
  expect(refused).not.toHaveBeenCalled()
})

test('nothing else is sent before the answer', async () => {
  const { slip, send, answer, over, reopenFor } = sent()
  reopenFor(LI)
  const second = vi.fn(() => Promise.resolve('HR5R-9TAB'))
  await send(second)
  expect(second).not.toHaveBeenCalled()
  answer('KM7Q-X3WP')
  await over
  expect(slip.value?.password).toBe('KM7Q-X3WP')
  await send(second)
  expect(slip.value).toEqual({ password: 'HR5R-9TAB', holder: '李强' })
})
