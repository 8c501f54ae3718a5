import { describe, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { countIndicators } from '#rules/criteria/count-criteria.ts';

const sets = await readCriteriaSets();
const setOf = (id: string) => sets.find((set) => set.id === id) ?? expect.fail(`no set ${id}`);
const indicatorsOf = (id: string) => setOf(id).criteria.flatMap(({ indicators }) => indicators);

test('eight sets are declared, each with its decision and its kind of unit', () => {
  expect(
    sets.map(({ id, level, tier, appliesTo, criteria }) => [id, level, tier, appliesTo, criteria.length]).sort(),
  ).toEqual([
    ['huyen-ntm', 'district', 'standard', ['district'], 9],
    ['huyen-ntm-nang-cao', 'district', 'advanced', ['district'], 9],
    ['tinh-ntm-2026', 'province', 'standard', ['province'], 0],
    ['xa-ntm', 'commune', 'standard', ['commune'], 19],
    ['xa-ntm-2026', 'commune', 'standard', ['commune'], 10],
    ['xa-ntm-hien-dai-2026', 'commune', 'modern', ['commune'], 0],
    ['xa-ntm-kieu-mau', 'commune', 'model', ['commune'], 4],
    ['xa-ntm-nang-cao', 'commune', 'advanced', ['commune'], 19],
  ]);
});

describe('indicators', () => {
  test.each([
    ['xa-ntm', 57, 57],
    ['xa-ntm-nang-cao', 75, 75],
    ['huyen-ntm', 36, 34],
    ['huyen-ntm-nang-cao', 38, 0],
    ['xa-ntm-2026', 47, 0],
  ])('%s prints %i, of which %i are held', (id, official, held) => {
    expect(countIndicators(setOf(id))).toEqual({ official, held, missing: official - held });
  });

  test.each([
    ['xa-ntm', [2, 4, 2, 2, 1, 3, 1, 4, 2, 1, 1, 2, 5, 2, 4, 1, 12, 6, 2]],
    ['xa-ntm-nang-cao', [3, 4, 6, 1, 6, 3, 1, 5, 1, 1, 1, 3, 8, 4, 3, 3, 12, 8, 2]],
  ])('each criterion of %s has the indicators that the decision prints', (id, counts) => {
    expect(setOf(id).criteria.map(({ indicators }) => indicators.length)).toEqual(counts);
    expect(setOf(id).criteria.map(({ officialIndicatorCount }) => officialIndicatorCount)).toEqual(counts);
  });

  test('each has a name in both languages, once in its set', () => {
    for (const set of sets) {
      const indicators = indicatorsOf(set.id);
      expect(new Set(indicators.map(({ no }) => no)).size).toBe(indicators.length);
      for (const { no, name } of indicators) {
        expect(name.vi.length, no).toBeGreaterThan(8);
        expect(name.en.length, no).toBeGreaterThan(8);
        expect(name.vi, no).toBe(name.vi.normalize('NFC'));
        expect(name.en, no).not.toBe(name.vi);
      }
    }
  });

  test('each knows the collections that say they are evidence for it', async () => {
    const { collections } = await readCatalog();
    const said = collections.flatMap(({ id, evidence }) =>
      evidence.flatMap(({ set, indicators }) => indicators.map((no) => `${set} ${no} ${id}`)),
    );
    const known = sets.flatMap(({ id }) =>
      indicatorsOf(id).flatMap(({ no, evidence }) => evidence.map((collection) => `${id} ${no} ${collection}`)),
    );
    expect(known.sort()).toEqual(said.sort());
    expect(known).toHaveLength(64);
    expect(known).toContain('xa-ntm 2.1 roads');
  });

  test('the districts’ are from memory: provisional numbers, low confidence, no threshold', () => {
    for (const indicator of indicatorsOf('huyen-ntm')) {
      expect(indicator.provisional).toBe(true);
      expect(indicator.confidence).toEqual({ wording: 'low', threshold: null });
      expect(indicator.thresholds).toEqual([]);
    }
    expect([...indicatorsOf('xa-ntm'), ...indicatorsOf('xa-ntm-nang-cao')].some(({ provisional }) => provisional)).toBe(
      false,
    );
  });
});

describe('thresholds', () => {
  const numbersOf = (id: string) =>
    indicatorsOf(id)
      .filter(({ unit, thresholds }) => unit !== 'yesNo' && thresholds.length > 0)
      .map(({ no, comparator, thresholds }) => [
        no,
        comparator,
        thresholds.map(({ region, value }) => [region, value]),
      ]);

  test('only numbers sure enough to be shown as law stand as the decision’s', () => {
    const coast = (value: number) => [['southCentralCoast', value]];
    expect(numbersOf('xa-ntm')).toEqual([
      ['3.1', '>=', coast(80)],
      ['6.3', '>=', coast(100)],
      ['9.1', '=', coast(0)],
      ['15.1', '>=', coast(90)],
      ['17.4', '>=', coast(2)],
      ['17.7', '>=', coast(100)],
      ['17.10', '>=', coast(100)],
      ['17.11', '>=', coast(30)],
      ['17.12', '>=', coast(50)],
    ]);
    expect(numbersOf('xa-ntm-nang-cao')).toEqual([]);
  });

  test('poverty, stunting and direct burial of waste are ceilings', () => {
    const ceilings = sets.flatMap(({ id }) =>
      indicatorsOf(id)
        .filter(({ comparator }) => comparator === '<=')
        .map(({ no }) => `${id} ${no}`),
    );
    expect(ceilings.sort()).toEqual(['huyen-ntm 7.x1', 'xa-ntm 11', 'xa-ntm 15.3', 'xa-ntm-nang-cao 11']);
  });

  test('what the decision leaves to the province says so', () => {
    const province = indicatorsOf('xa-ntm').filter(({ thresholdBy }) => thresholdBy === 'province');
    expect(province.map(({ no }) => no)).toEqual(['2.1', '2.2', '2.3', '2.4', '6.1']);
  });

  test('clean water (17.1) has two numbers', () => {
    const withParts = sets.flatMap(({ id }) => indicatorsOf(id).filter(({ parts }) => parts !== null));
    expect(withParts.map(({ no, name }) => [no, name.vi.slice(0, 27)])).toEqual([
      ['17.1', 'Tỷ lệ hộ được sử dụng nước '],
    ]);
  });
});

test('the amendment of 1 March 2024 is a version inside the period', () => {
  for (const id of ['xa-ntm', 'xa-ntm-nang-cao', 'huyen-ntm', 'huyen-ntm-nang-cao']) {
    expect(setOf(id).versions.map(({ validFrom }) => validFrom)).toEqual(['2021-01-01', '2024-03-01']);
    expect(setOf(id).versions[1]?.decision).toContain('QĐ 211/QĐ-TTg');
    // It also adds a set for districts without communes, of which nothing is held.
    expect(setOf(id).versions[1]?.known.vi).toContain('huyện đảo');
  }
});

test('between the old sets and those of QĐ 51/2025 there are 45 days without any', () => {
  const communes = sets.filter(({ level }) => level === 'commune');
  const starts = new Set(communes.filter(({ validTo }) => validTo === null).map(({ validFrom }) => validFrom));
  const ends = new Set(communes.flatMap(({ validTo }) => validTo ?? []));
  expect([[...ends], [...starts]]).toEqual([['2026-01-01'], ['2026-02-15']]);
  expect(setOf('xa-ntm-2026').decision).toContain('QĐ 51/2025/QĐ-TTg');
});

test('security is the standard as QĐ 03/2024 words it', () => {
  for (const id of ['xa-ntm', 'xa-ntm-nang-cao', 'xa-ntm-kieu-mau']) {
    const security = setOf(id).preconditions.find((precondition) => precondition.id === 'security');
    expect(security?.name.vi).toContain('đạt tiêu chuẩn "An toàn về an ninh, trật tự"');
    expect(security?.source).toContain('QĐ 03/2024/QĐ-TTg');
  }
});

test('who uses the thresholds of the northern midlands is said whole', () => {
  expect(setOf('xa-ntm').note?.vi).toContain('huyện nghèo, huyện thoát nghèo giai đoạn 2018-2020');
});

test('districts have the preconditions of the decision', () => {
  expect(setOf('huyen-ntm').preconditions.map(({ test: what }) => what)).toEqual([
    { kind: 'shareMeeting', setId: 'xa-ntm', atLeastPercent: 100 },
    { kind: 'shareMeeting', setId: 'xa-ntm-nang-cao', atLeastPercent: 10 },
    { kind: 'declared' },
    { kind: 'satisfaction', atLeastPercent: 90, eachAtLeastPercent: 80 },
    { kind: 'allCriteria' },
  ]);
});
