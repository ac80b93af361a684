import { expect, test } from 'vitest'
import { placeOf, shortPlace } from './unitName'

test('a committee is named by its place', () => {
  expect(placeOf('共青团浙江省委员会')).toBe('浙江省')
  expect(placeOf('共青团中央委员会')).toBe('团中央')
  expect(placeOf('中央金融团工委')).toBe('中央金融团工委')
})

test('short names drop only what every neighbour shares', () => {
  expect(shortPlace('共青团浙江省委员会')).toBe('浙江')
  expect(shortPlace('共青团新疆维吾尔自治区委员会')).toBe('新疆')
  expect(shortPlace('共青团新疆生产建设兵团委员会')).toBe('兵团')
  expect(shortPlace('共青团杭州市西湖区委员会', '共青团杭州市委员会')).toBe('西湖区')
  expect(shortPlace('共青团沙市委员会')).toBe('沙市')
})
