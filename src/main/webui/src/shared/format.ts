/** 371 → "6:11", 4976 → "1:22:56". */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const rest = String(whole % 60).padStart(2, '0')
  const minutes = Math.floor(whole / 60) % 60
  const hours = Math.floor(whole / 3600)
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** Whole percent that says 100 only when it is really all, and 0 only when it is nothing. */
export function percent(ratio: number): number {
  if (ratio >= 1) return 100
  if (ratio <= 0) return 0
  return Math.min(99, Math.max(1, Math.round(ratio * 100)))
}

export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

export function wholeNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value)
}

export function dateOnly(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(
    new Date(instant),
  )
}

/** Names the year where it is not this one: what is kept is read for years. */
export function dateAndTime(instant: string, locale: string, now = new Date()): string {
  const at = new Date(instant)
  return new Intl.DateTimeFormat(locale, {
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}

export function timeOfDay(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(new Date(instant))
}

/** Whole days until an instant, 0 on the last day, negative afterwards. */
export function daysUntil(instant: string, now = Date.now()): number {
  return Math.floor((Date.parse(instant) - now) / 86_400_000)
}
