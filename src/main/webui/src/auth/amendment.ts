import { given } from '@/shared/kept'

/** What is asked for: fields left empty stay as they are, a contact that was emptied on purpose goes. */
export function wishOf(
  form: Record<string, string>,
  contact: Record<string, string | null>,
): Record<string, string> {
  const wish: Record<string, string> = {}
  for (const [field, text] of Object.entries(form)) if (text.trim()) wish[field] = text.trim()
  for (const [field, text] of Object.entries(contact)) {
    const value = given(text)
    if (value !== null) wish[field] = value
  }
  return wish
}
