import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '@/locales/en'
import zh from '@/locales/zh'

const SOURCES = new URL('../../../java/cn/chaoxue/', import.meta.url)

/** Where reasons are written, and the texts that tell them: `<area>.refused.<reason>`. */
const AREAS: Record<string, string> = {
  'activation/ResetResource.java': 'activation',
  'activation/ResetsOfUnits.java': 'unit',
  'activation/Superior.java': 'activation',
  'activation/WindowResource.java': 'activation',
  'cadre/ActivationResource.java': 'password',
  'cadre/AmendmentResource.java': 'review',
  'cadre/CadreAccountResource.java': 'accountAct',
  'cadre/CadreRecordResource.java': 'cadre',
  'cadre/ConflictResource.java': 'conflict',
  'liaison/LiaisonResource.java': 'liaison',
  'org/DuePlans.java': 'unit',
  'org/Transplanting.java': 'unit',
  'org/TreeChange.java': 'unit',
  'posting/AllOrNothing.java': 'posting',
  'posting/CarryingOut.java': 'posting',
  'posting/PostingRules.java': 'posting',
  'posting/PostingService.java': 'posting',
  'posting/Receiving.java': 'posting',
  'rights/GrantProblems.java': 'grant',
  'roster/ErrorsResource.java': 'roster',
  'roster/Steps.java': 'roster',
}
/** Told in other words: the rehearsal of the demo, and a second factor that is locked. */
const ELSEWHERE = ['demo/RehearsalResource.java', 'identity/FactorProblems.java']
const REASON = /(?:conflict|forbidden|[rR]efused)\(\s*"([a-z-]+)",|FAILED, "([a-z-]+)"|case "([a-z-]+)" ->/g

function reasonsIn(file: string): string[] {
  const source = readFileSync(new URL(file, SOURCES), 'utf8')
  return [...source.matchAll(REASON)].map((match) => match.slice(1).find(Boolean)!)
}

test.each(Object.entries(AREAS))('each reason of %s has a text in %s', (file, area) => {
  const reasons = [...new Set(reasonsIn(file))]
  expect(reasons).not.toEqual([])
  for (const messages of [zh, en] as unknown as Record<string, { refused?: object }>[]) {
    expect(Object.keys(messages[area]?.refused ?? {})).toEqual(expect.arrayContaining(reasons))
  }
})

test('no reason is written where this test does not look', () => {
  const refusing = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.java') && !(file in AREAS) && !ELSEWHERE.includes(file))
    .filter((file) =>
      /(?:Problem\.conflict|new [\w.]*Refused)\(\s*"[a-z-]+",/.test(
        readFileSync(new URL(file, SOURCES), 'utf8'),
      ),
    )
  expect(refusing).toEqual([])
})
