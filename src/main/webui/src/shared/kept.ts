/** What a form sends of a value it knows masked only: null leaves it, an empty text removes it. */
export function given(text: string | null): string | null {
  return text && (text.trim() || null)
}
