import type { MessageFunction } from 'vue-i18n'

export type Messages = { [key: string]: string | Messages }
type Ready = { [key: string]: MessageFunction<string> | Ready }

/** Texts become functions that fill in `{name}`: all that the library's own compiler, five times the size, would do. */
export function prepared(messages: Messages): Ready {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? text(value) : prepared(value),
    ]),
  )
}

function text(source: string): MessageFunction<string> {
  const parts = source.split(/\{(\w+)\}/)
  if (parts.length === 1) return () => source
  return (context: { named: (name: string) => unknown }) =>
    parts.map((part, i) => (i % 2 ? String(context.named(part) ?? '') : part)).join('')
}
