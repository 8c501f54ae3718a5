import { beforeEach, expect, test } from 'vitest';
import { layerGroups } from '#client/lib/collections/layer-groups.ts';
import { featureCountWords, layersSentence, seenWords } from '#client/lib/collections/layer-words.ts';
import { looksOf } from '#client/map/looks.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { collectionInfo } from '../../collections.ts';

const content = (id: string, vi: string) => ({
  id: `${id}/01`,
  title: { vi, en: vi },
  content: { id, title: { vi, en: vi } },
});
const collections = [
  collectionInfo({
    id: 'addresses',
    titles: { vi: 'Địa chỉ số', en: 'Digital addresses' },
    keywords: [],
    topic: content('III/10', 'Số'),
  }),
  collectionInfo({ id: 'wells' }),
  collectionInfo({ id: 'communes', level: 'commune', topic: null }),
  collectionInfo({ id: 'roads', titles: { vi: 'Đường giao thông', en: 'Roads' }, keywords: [] }),
  collectionInfo({ id: 'others', titles: { vi: 'Khác', en: 'Others' }, keywords: [], topic: null }),
];
const idsOf = (text: string) =>
  layerGroups(collections, 'Khác', text).map((group) => [group.id, ...group.collections.map(({ id }) => id)]);

beforeEach(() => overwriteGetLocale(() => 'vi'));

test('layers stand under the contents of the programme in its order, boundaries not among them', () => {
  expect(idsOf('')).toEqual([
    ['III/2', 'wells', 'roads'],
    ['III/10', 'addresses'],
    ['', 'others'],
  ]);
});

test.each([
  ['duong', ['roads']],
  ['Đường giao', ['roads']],
  ['road', ['roads']],
  ['nuoc sach', ['wells']],
  ['địa chỉ', ['addresses']],
  ['hạ tầng', ['wells', 'roads']],
  ['máy bay', []],
])('“%s” finds %j', (text, ids) => {
  expect(idsOf(text).flatMap(([, ...found]) => found)).toEqual(ids);
});

test('what is in view is said exactly, or why it is not: a number of thinned tiles is none', () => {
  const seen = { state: 'drawn', count: 1200, exact: true, classes: new Map() } as const;
  expect(seenWords(undefined, 5, collectionInfo())).toBeNull();
  expect(seenWords(seen, 4000, collectionInfo())).toBe('1.200 trong khung nhìn · tổng 4.000');
  const thinned = { ...seen, exact: false };
  expect(seenWords(thinned, null, collectionInfo())).toBe('phóng to để đếm trong khung nhìn');
  expect(seenWords(thinned, 4000, collectionInfo())).toBe('tổng 4.000 · phóng to để đếm trong khung nhìn');
  // All there are were counted: that is true however they were.
  expect(seenWords(thinned, 1200, collectionInfo())).toBe('1.200 trong khung nhìn · tổng 1.200');
  expect(seenWords({ ...seen, state: 'far' }, 5, collectionInfo())).toBe('Phóng to bản đồ để thấy lớp này');
  const info = collectionInfo();
  const layers = [{ info, looks: looksOf(info), opacity: 100, filter: null }];
  expect(layersSentence([], new Map(), new Map())).toBe('');
  expect(layersSentence(layers, new Map([['wells', seen]]), new Map([['wells', 1300]]))).toBe(
    'Trên bản đồ còn có: Giếng (1.200 trong khung nhìn · tổng 1.300).',
  );
});

test('places with counts are no households: neither their number in view nor that of all is said as such', () => {
  const cells = collectionInfo({ counts: true, features: 1025 });
  const seen = { state: 'drawn', count: 83, exact: true, classes: new Map() } as const;
  expect(seenWords(seen, 1025, cells)).toBe(
    'Số hộ gộp theo ô, thôn, xã, từ 10 hộ trở lên: mỗi hình là một nơi, không phải một hộ',
  );
  expect(featureCountWords(cells)).toBe('1.025 nơi có số hộ');
  expect(featureCountWords(collectionInfo({ features: 1025 }))).toBe('1.025 đối tượng');
});
