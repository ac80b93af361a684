/** Half-open stretch of media time in seconds. */
export type Interval = readonly [from: number, to: number]

/** Sorted, disjoint, non-empty intervals covering the same seconds; touching ones are joined. */
export function union(...lists: readonly (readonly Interval[])[]): Interval[] {
  const sorted = lists
    .flat()
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0])
  const result: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = result[result.length - 1]
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** What of `whole` lies in none of `holes`. */
export function subtract(whole: readonly Interval[], holes: readonly Interval[]): Interval[] {
  let rest = union(whole)
  for (const [from, to] of union(holes)) {
    rest = rest.flatMap(([a, b]): Interval[] =>
      to <= a || from >= b
        ? [[a, b]]
        : ([
            [a, from],
            [to, b],
          ].filter(([x, y]) => y! > x!) as unknown as Interval[]),
    )
  }
  return rest
}

/** The part of the list inside one window. */
export function clip(list: readonly Interval[], [from, to]: Interval): Interval[] {
  return union(list.map(([a, b]): Interval => [Math.max(a, from), Math.min(b, to)]))
}

/** Seconds covered, each counted once. */
export function total(list: readonly Interval[]): number {
  return union(list).reduce((sum, [from, to]) => sum + to - from, 0)
}

/** The first second of a window not yet covered, or undefined when all of it is. */
export function firstGap(list: readonly Interval[], window: Interval): number | undefined {
  return subtract([window], list)[0]?.[0]
}

/** Rounded to tenths, as sent over the wire. */
export function rounded(list: readonly Interval[]): Interval[] {
  return list.map(([from, to]): Interval => [Math.round(from * 10) / 10, Math.round(to * 10) / 10])
}
