import { describe, expect, it } from 'vitest'
import { claimInWords } from './claim'

const t = (key: string, named: Record<string, string>) => `${key} ${named.unit}`

describe('claimInWords', () => {
  it('says the province alone to who does not answer for the holder', () => {
    expect(claimInWords({ id: 17, heldIn: '共青团湖北省委员会' }, t)).toContain('湖北省＊＊＊')
  })

  it('says the whole to who answers for both', () => {
    expect(claimInWords({ id: 17, holder: '共青团武汉市委员会' }, t)).toMatch(/武汉市$/)
  })
})
