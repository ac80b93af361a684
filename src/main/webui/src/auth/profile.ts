import type { Activation } from './api'

interface Words {
  t: (key: string) => string
  te: (key: string) => boolean
}

/** What is recorded about somebody, for themselves: message key and value. A day that is open has no row. */
export function profileRows(profile: Activation['profile'], { t, te }: Words): [string, string][] {
  const named = (group: string, value: string) => {
    const key = `activate.${group}s.${value}`
    return te(key) ? t(key) : value
  }
  const rows: [string, string][] = [
    ['name', profile.name],
    ['idNumber', profile.idNumberMasked],
    ['mobile', profile.mobileMasked],
    ['sex', t(`activate.${profile.sex}`)],
    ['birthYear', String(profile.birthYear)],
    ['unit', profile.unit.name],
    ['post', profile.post],
    ['cadreClass', named('cadreClass', profile.cadreClass)],
    ['employment', named('employment', profile.employment)],
    ['inPostSince', profile.inPostSince],
    ['inPostUntil', profile.inPostUntil ?? ''],
    ['appointedOn', profile.appointedOn],
    ['email', profile.emailMasked ?? t('activate.none')],
    ['qq', profile.qqMasked ?? t('activate.none')],
  ]
  return rows.filter(([, value]) => value)
}
