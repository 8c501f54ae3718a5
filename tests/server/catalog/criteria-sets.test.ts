import type { UnitGroups } from '#contract/unit-groups.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { CriteriaSetDetail, type CriteriaSetFile } from '#contract/criteria.ts';
import { judgeSet } from '#rules/criteria/judge-set.ts';

test('both commune sets of 2021-2025 are declared with 19 criteria each, for xã only', async () => {
  const sets = await readCriteriaSets();
  const commune = sets.filter((set) => set.level === 'commune' && set.criteria.length === 19);
  expect(commune.map((set) => set.id).sort()).toEqual(['xa-ntm', 'xa-ntm-nang-cao']);
  for (const set of commune) {
    expect(set.appliesTo).toEqual(['commune']);
    expect(set.decision).toMatch(/^QĐ \d+/);
    expect(new Set(set.criteria.map((criterion) => criterion.name.vi)).size).toBe(19);
  }
});

function folderWith(files: Record<string, string>): URL {
  const folder = mkdtempSync(path.join(tmpdir(), 'ntm-sets-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

const valid: CriteriaSetFile = {
  id: 'a',
  title: { vi: 'A', en: 'A' },
  level: 'commune',
  tier: 'standard',
  decision: 'QĐ 1',
  validFrom: '2021-01-01',
  validTo: null,
  appliesTo: ['commune'],
  criteria: [{ no: 1, name: { vi: 'B', en: 'B' }, group: null }],
};
const percent = {
  no: '1.1',
  name: { vi: 'Tỷ lệ', en: 'Share' },
  unit: 'percent' as const,
  comparator: '>=' as const,
  thresholdBy: 'decision' as const,
  thresholds: [{ value: 80 }],
  confidence: { wording: 'high' as const, threshold: 'high' as const },
};
const withIndicators = (...indicators: object[]) => ({ ...valid, criteria: [{ ...valid.criteria[0], indicators }] });
const declared = (set: unknown) => `export const criteriaSet = ${JSON.stringify(set)};`;

test('a new set is one more file', async () => {
  expect(await readCriteriaSets(folderWith({ 'a.ts': declared(valid) }))).toEqual([CriteriaSetDetail.parse(valid)]);
});

test('the set of 2026-2030 with thresholds by commune group is one more file too', async () => {
  const next: CriteriaSetFile = {
    ...valid,
    id: 'xa-ntm-2026',
    decision: 'QĐ 51/2025/QĐ-TTg',
    validFrom: '2026-02-15',
    criteria: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((no) => ({
      no,
      name: { vi: `Tiêu chí ${no}`, en: `Criterion ${no}` },
      group: null,
      officialIndicatorCount: 1,
      indicators: [
        {
          ...percent,
          no: `${no}.1`,
          thresholds: [
            { communeGroup: { scheme: 'nhom-2026', group: '1' }, value: 90 },
            { communeGroup: { scheme: 'nhom-2026', group: '2' }, value: 80 },
            { communeGroup: { scheme: 'nhom-2026', group: '3' }, year: 2026, value: 60 },
            { communeGroup: { scheme: 'nhom-2026', group: '3' }, year: 2027, value: 65 },
          ],
        },
      ],
    })),
  };
  const [set] = await readCriteriaSets(folderWith({ 'qd-51-2025-xa-ntm.ts': declared(next) }));
  if (!set) throw new Error('no set was read');
  const readings = new Map(
    next.criteria.map(({ no }) => [`${no}.1`, { value: 64, value2: null, notApplicable: false }]),
  );
  const met = (group: 1 | 2 | 3 | null, at: string) => {
    const groups: UnitGroups = group === null ? {} : { 'nhom-2026': String(group) };
    return judgeSet(set, readings, [], { region: null, groups, at }).tally.met;
  };
  expect([met(1, '2026-12-31'), met(2, '2026-12-31'), met(3, '2026-12-31'), met(3, '2027-12-31')]).toEqual([
    0, 0, 10, 0,
  ]);
  expect(met(null, '2026-12-31')).toBe(0);
  expect(met(3, '2028-12-31')).toBe(0);
});

test.each([
  ['no set', { 'a.ts': 'export const other = 1;' }],
  ['an id twice', { 'a.ts': declared(valid), 'b.ts': declared(valid) }],
  ['numbers with a hole', { 'a.ts': declared({ ...valid, criteria: [{ ...valid.criteria[0], no: 2 }] }) }],
  ['an indicator twice', { 'a.ts': declared(withIndicators(percent, percent)) }],
  ['an indicator under another criterion', { 'a.ts': declared(withIndicators({ ...percent, no: '2.1' })) }],
  ['no threshold of the decision', { 'a.ts': declared(withIndicators({ ...percent, thresholds: [] })) }],
  [
    'a threshold for a group that there is not',
    {
      'a.ts': declared(
        withIndicators({ ...percent, thresholds: [{ communeGroup: { scheme: 'nhom-2026', group: '4' }, value: 1 }] }),
      ),
    },
  ],
  ['a threshold that is a setting', { 'a.ts': declared(withIndicators({ ...percent, thresholdBy: 'province' })) }],
  [
    'two thresholds at once',
    { 'a.ts': declared(withIndicators({ ...percent, thresholds: [{ value: 1 }, { value: 2 }] })) },
  ],
  ['evidence', { 'a.ts': declared(withIndicators({ ...percent, evidence: ['roads'] })) }],
  ['more than 100 %', { 'a.ts': declared(withIndicators({ ...percent, thresholds: [{ value: 101 }] })) }],
  ['one number of two', { 'a.ts': declared(withIndicators({ ...percent, parts: [valid.title, valid.title] })) }],
  ['a yes or no of 80', { 'a.ts': declared(withIndicators({ ...percent, unit: 'yesNo', comparator: '=' })) }],
  [
    'a version before its set',
    { 'a.ts': declared({ ...valid, versions: [{ decision: 'QĐ', validFrom: '2020-01-01', known: valid.title }] }) },
  ],
])('%s is refused with the file’s name or the id', async (_, files) => {
  await expect(readCriteriaSets(folderWith(files))).rejects.toThrow(/data\/criteria/);
});
