import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { getUnitCriteria } from '#contract/criteria.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { insertBoard, unitRows } from '#tests/support/province.ts';
import { placesOf, reportOfLines } from '#tests/server/resources/workbooks/support.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2026-06-30' });
  await insertBoard(portal.db, { columns: 2, rows: 3 });
  await syncCriteriaSets(portal.db, await readCriteriaSets());
});
afterAll(() => portal.drop());

const head = 'code,scheme,group,valid_from,valid_to,decision';
const give = (...lines: string[]) => reportOfLines(portal, 'groups', lines);

interface Row {
  readonly code: string;
  readonly scheme: string;
  readonly group: string | null;
}
/** Groups on a day, as the answers have them. */
async function groupsOf(code: string, at: string): Promise<unknown> {
  const profile = (await (await portal.get(`/api/admin-units/${code}?at=${at}`)).json()) as { groups?: Row[] };
  return (profile.groups ?? []).map(({ scheme, group }) => `${scheme} ${group}`);
}

describe('groups of communes', () => {
  test('are kept by unit, scheme and first day; the same file again changes nothing', async () => {
    const lines = [
      head,
      '10000,khu-vuc,II,2026-01-29,,60/QĐ-BDTTG',
      '10000,nhom-2026,Nhóm 3,15/02/2026,,9/QĐ-UBND',
      '10100,Nhóm xã giai đoạn 2026-2030,1,2026-02-15,2031-01-01,9/QĐ-UBND',
      // A ward may be of an area, and of no group of the rural programme.
      '10002,khu-vuc,I,2026-01-29,,60/QĐ-BDTTG',
    ];
    const done = await give(...lines);
    expect([done.issues, done.notes, done.outcome, done.counts.added]).toEqual([[], [], 'imported', 4]);
    expect((await give(...lines)).outcome).toBe('unchanged');
    const { rows } = await portal.db.pool.query(
      `select unit.code, scheme, unit_group as group, unit_group.valid_from::text as first, unit_group.valid_to::text as end
       from unit_group join ${unitRows} unit on unit.id = admin_unit_id order by unit_group.id`,
    );
    expect(rows).toEqual([
      { code: '10000', scheme: 'khu-vuc', group: 'II', first: '2026-01-29', end: null },
      { code: '10000', scheme: 'nhom-2026', group: '3', first: '2026-02-15', end: null },
      { code: '10100', scheme: 'nhom-2026', group: '1', first: '2026-02-15', end: '2031-01-01' },
      { code: '10002', scheme: 'khu-vuc', group: 'I', first: '2026-01-29', end: null },
    ]);
  });

  test('by name where there is no code', async () => {
    const done = await give(
      'name,scheme,group,valid from,decision',
      'Ea Lâm,khu-vuc,III,2026-01-29,60/QĐ-BDTTG',
      'Xã Nơi Nào,khu-vuc,III,2026-01-29,60/QĐ-BDTTG',
    );
    expect(placesOf(done.issues)).toEqual(['unknownName @ test.csv!A3']);
  });

  test('what cannot be is named with its place', async () => {
    const refused = await give(
      head,
      '99999,khu-vuc,II,2026-01-29,,QĐ',
      '10001,nhom-2025,1,2026-02-15,,QĐ',
      '10001,nhom-2026,4,2026-02-15,,QĐ',
      '10001,nhom-2026,1,2026-02-14,,QĐ',
      '10001,nhom-2026,1,2026-02-15,2026-02-15,QĐ',
      '10002,nhom-2026,1,2026-02-15,,QĐ',
      '500,khu-vuc,I,2026-02-15,,QĐ',
      '10001,nhom-2026,1,2026-02-15,,',
      ',nhom-2026,1,2026-02-15,,QĐ',
      '10001,nhom-2026,1,2026-02-16,,QĐ',
      '10001,nhom-2026,2,2026-02-16,,QĐ',
    );
    expect(placesOf(refused.issues)).toEqual([
      'impossibleValue @ test.csv!B3',
      'impossibleValue @ test.csv!C4',
      'impossibleValue @ test.csv!D5',
      'impossibleValue @ test.csv!E6',
      'missingValue @ test.csv!F9',
      'missingValue @ test.csv!A10',
      'unknownCode @ test.csv!A2',
      'schemeDoesNotApply @ test.csv!A7',
      'schemeDoesNotApply @ test.csv!A8',
      'doubleEntry @ test.csv!C12',
    ]);
    expect(refused.issues.every(({ todo }) => todo.vi.length > 5 && todo.en.length > 5)).toBe(true);
  });

  test('a group that does not go with the area is told and taken', async () => {
    const done = await give(
      head,
      '10101,khu-vuc,I,2026-01-29,,60/QĐ-BDTTG',
      '10101,nhom-2026,3,2026-02-15,,9/QĐ-UBND',
      // The area of this one is held already.
      '10000,nhom-2026,2,2027-01-01,,10/QĐ-UBND',
    );
    expect([done.outcome, done.issues]).toEqual(['imported', []]);
    expect(placesOf(done.notes)).toEqual(['groupsContradict @ test.csv!C3', 'groupsContradict @ test.csv!C4']);
    expect(done.notes[0]?.reason.vi).toContain('Nhóm 3 là xã khu vực II và III');
  });

  test('a change within the period keeps what was before it, and what is recorded last holds', async () => {
    await give(head, '10100,nhom-2026,2,2026-06-01,,11/QĐ-UBND');
    expect(await groupsOf('10100', '2026-05-31')).toEqual(['nhom-2026 1']);
    expect(await groupsOf('10100', '2026-06-01')).toEqual(['nhom-2026 2']);
    expect(await groupsOf('10100', '2026-02-14')).toEqual([]);
    const corrected = await give(head, '10100,nhom-2026,1,2026-06-01,2026-09-01,12/QĐ-UBND');
    expect(corrected.counts.changed).toBe(1);
    expect(await groupsOf('10100', '2026-06-01')).toEqual(['nhom-2026 1']);
    // It has ended: the one before it does not come back.
    expect(await groupsOf('10100', '2026-09-01')).toEqual([]);
    await give(head, '10100,nhom-2026,Không thuộc nhóm nào,2026-06-01,,13/QĐ-UBND');
    expect(await groupsOf('10100', '2026-06-01')).toEqual([]);
  });

  test('nothing of it can be rewritten', async () => {
    await expect(portal.db.pool.query('delete from unit_group')).rejects.toThrow(/append-only/);
  });
});

describe('thresholds by group', () => {
  const thresholdOf = async (code: string, at = '2024-06-30') => {
    const answer = getUnitCriteria.reply.parse(
      await (await portal.get(`/api/admin-units/${code}/criteria?set=xa-ntm&at=${at}`)).json(),
    );
    const found = answer.criteria.flatMap(({ indicators }) => indicators).find(({ no }) => no === '2.1');
    return found?.threshold?.value ?? null;
  };

  test('a file of before names the groups of 2026-2030 alone; a scheme can be named', async () => {
    const old = await reportOfLines(portal, 'thresholds', [
      'set,indicator,value,commune group,source',
      'xa-ntm,2.1,70,3,QĐ 9/QĐ-UBND',
      'xa-ntm,2.1,70,5,QĐ 9/QĐ-UBND',
    ]);
    expect(placesOf(old.issues)).toEqual(['impossibleValue @ test.csv!D3']);
    const done = await reportOfLines(portal, 'thresholds', [
      'set,indicator,value,scheme,group,region,source',
      'xa-ntm,2.1,100,,,,QĐ 9/QĐ-UBND',
      'xa-ntm,2.1,60,,3,,QĐ 9/QĐ-UBND',
      'xa-ntm,2.1,50,qd-318-dieu-1,Xã an toàn khu,,QĐ 9/QĐ-UBND',
      'xa-ntm,2.2,40,,,Trung du miền núi phía Bắc,QĐ 9/QĐ-UBND',
    ]);
    expect([done.issues, done.counts.added]).toEqual([[], 4]);
    const { settings } = (await (await portal.get('/api/criteria-sets/xa-ntm')).json()) as {
      settings: { indicatorNo: string; value: number; communeGroup: unknown }[];
    };
    expect(
      settings.filter(({ indicatorNo }) => indicatorNo === '2.1').map((row) => [row.value, row.communeGroup]),
    ).toEqual(
      expect.arrayContaining([
        [100, null],
        [60, { scheme: 'nhom-2026', group: '3' }],
        [50, { scheme: 'qd-318-dieu-1', group: 'an-toan-khu' }],
      ]),
    );
  });

  test('a unit is held against the threshold of its group on the day, and a group may change its region', async () => {
    expect(await thresholdOf('10001')).toBe(100);
    await give(head, '10001,qd-318-dieu-1,an-toan-khu,2024-01-01,2025-01-01,5/QĐ-UBND');
    expect([await thresholdOf('10001'), await thresholdOf('10001', '2023-12-31'), await thresholdOf('10101')]).toEqual([
      50, 100, 100,
    ]);
    const answer = getUnitCriteria.reply.parse(
      await (await portal.get('/api/admin-units/10001/criteria?set=xa-ntm&at=2024-06-30')).json(),
    );
    const indicators = answer.criteria.flatMap((criterion) => criterion.indicators);
    expect(indicators.find(({ no }) => no === '2.2')?.threshold).toMatchObject({
      value: 40,
      region: 'northernMidlands',
    });
    // The decision's number of the coast is not for it.
    expect(indicators.find(({ no }) => no === '1.1')?.threshold).toBeNull();
  });

  test('the answer of before is told from the one after', async () => {
    const path = '/api/admin-units/10101/criteria?set=xa-ntm&at=2024-06-30';
    const tag = (await portal.get(path)).headers.get('etag') ?? '';
    await give(head, '10101,qd-318-dieu-1,dac-biet-kho-khan,2024-01-01,,5/QĐ-UBND');
    expect((await portal.get(path, { headers: { 'if-none-match': tag } })).status).toBe(200);
  });
});
