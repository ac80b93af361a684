const OFFICE = /^共青团(.+)委员会$/
const CENTRE = '共青团中央委员会'

/** The place or body a committee belongs to: 共青团浙江省委员会 → 浙江省. Other names stay as they are. */
export function placeOf(unitName: string): string {
  if (unitName === CENTRE) return '团中央'
  return OFFICE.exec(unitName)?.[1] ?? unitName
}

/** Where somebody is who is not told further: 共青团湖北省委员会 → 湖北省＊＊＊. */
export const maskedPlace = (unitName: string) => `${placeOf(unitName)}＊＊＊`

const ENDINGS = /(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)$/
const KNOWN: Record<string, string> = { 新疆生产建设兵团: '兵团', 中央国家机关: '国家机关' }

/** For a small tile: 浙江省 → 浙江; below a unit, its own name is left out: 杭州市西湖区 → 西湖区. */
export function shortPlace(unitName: string, parentName = ''): string {
  const place = placeOf(unitName)
  const parent = placeOf(parentName)
  const own =
    parent && place.startsWith(parent) && place.length > parent.length ? place.slice(parent.length) : place
  const short = KNOWN[own] ?? own.replace(ENDINGS, '')
  return short.length >= 2 ? short : own
}
