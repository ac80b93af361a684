import type { Claim } from '@/shared/problem'
import { maskedPlace, placeOf } from '@/shared/unitName'

type Translate = (key: string, named: Record<string, string>) => string

/** Why somebody could not be entered: who holds the person, as far as that is told. */
export function claimInWords({ holder, heldIn }: Claim, t: Translate): string {
  const unit = holder ? placeOf(holder) : maskedPlace(heldIn ?? '')
  return t('cadre.refused.id-number-claimed', { unit })
}
