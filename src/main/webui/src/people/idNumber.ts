const CHECKS = '10X98765432'

/** Whether the check character of an 18-character ID number is right (GB 11643); the server checks the rest. */
export function idNumberFits(text: string): boolean {
  const value = text.trim().toUpperCase()
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return false
  let rest = 0
  for (const digit of value.slice(0, 17)) rest = ((rest + Number(digit)) * 2) % 11
  return CHECKS[rest] === value[17]
}
