const CHECKS = '10X98765432'

/** Whether the check character of an 18-character ID number is right (GB 11643); the server checks the rest. */
export function idNumberFits(text: string): boolean {
  const value = text.trim().toUpperCase()
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return false
  let rest = 0
  for (const digit of value.slice(0, 17)) rest = ((rest + Number(digit)) * 2) % 11
  return CHECKS[rest] === value[17]
}

export interface Derived {
  sex: 'MALE' | 'FEMALE'
  birthDate: string
}

/** What an ID number says of its owner; nothing where it cannot be one. */
export function derivedFrom(text: string): Derived | undefined {
  if (!idNumberFits(text)) return undefined
  const value = text.trim()
  const birthDate = value.slice(6, 14).replace(/(....)(..)(..)/, '$1-$2-$3')
  const day = new Date(`${birthDate}T00:00:00Z`)
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(birthDate)
  if (!exists || birthDate < '1900-01-01' || day.getTime() > Date.now()) return undefined
  return { sex: Number(value[16]) % 2 ? 'MALE' : 'FEMALE', birthDate }
}
