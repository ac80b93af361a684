export interface Limits {
  maxFileBytes: number
  maxRows: number
}

/** What is documented; the server tells its own. */
export const DOCUMENTED: Limits = { maxFileBytes: 128 * 1024 * 1024, maxRows: 500_000 }

/** Whole mebibytes, as limits are set; a limit beneath one with a digit after the point. */
export function megabytes(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024)
  return String(mebibytes < 1 ? Math.floor(mebibytes * 10) / 10 : Math.floor(mebibytes))
}
