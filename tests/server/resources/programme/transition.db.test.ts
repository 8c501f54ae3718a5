import { afterAll, beforeAll, expect, test } from 'vitest';
import { CriteriaSetDetail } from '#contract/criteria.ts';
import { getTransition } from '#contract/transition.ts';
import { declaredSets } from '#catalog/declared.ts';
import { readTransition } from '#resources/programme/transition.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { boardCode, bump, insertBoard } from '#tests/support/province.ts';

/** Communes of the board: kept as it is; merged in 2024 and then again in 2025; split; ended with nothing known of it. */
const [kept, merged, split, lost] = [boardCode(0, 0), boardCode(0, 1), boardCode(1, 0), boardCode(1, 1)];

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
  await insertBoard(portal.db, { columns: 2, rows: 3, validFrom: '2020-11-01' });
  await portal.db.pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('xa-ntm', 'Xã', 'Communes', 'commune', 'standard', 'QĐ 318', '2021-01-01', '{commune}'),
            ('xa-ntm-nang-cao', 'Xã', 'Communes', 'commune', 'advanced', 'QĐ 318', '2021-01-01', '{commune}'),
            ('huyen-ntm', 'Huyện', 'Districts', 'district', 'standard', 'QĐ 320', '2021-01-01', '{district}')
     on conflict (id) do nothing`,
  );
  await recognise(kept, 'standard', '2015-05-01', 'QĐ 1');
  await recognise(kept, 'advanced', '2023-05-01', 'QĐ 2');
  await recognise(merged, 'standard', '2022-05-01', 'QĐ 3');
  await recognise(split, 'standard', '2022-06-01', 'QĐ 4');
  await recognise(lost, 'standard', '2022-07-01', 'QĐ 5');
  await recognise('500', 'standard', '2022-08-01', 'QĐ 6', 'huyen-ntm');
  await end(merged, '2024-11-01');
  await begin('31001', 'Xã Giữa', '2024-11-01', merged);
  await end('31001', '2025-07-01');
  await begin('32001', 'Xã Cuối', '2025-07-01', '31001');
  await end(split, '2025-07-01');
  await begin('32002', 'Xã Một Phần', '2025-07-01', split);
  await begin('32003', 'Phường Phần Kia', '2025-07-01', split, 'ward');
  await end(lost, '2025-07-01');
  for (const resource of ['admin-units', 'recognitions', 'criteria']) await bump(portal.db, resource);
});
afterAll(() => portal.drop());

async function recognise(code: string, level: string, day: string, decision: string, set?: string): Promise<void> {
  const setId = set ?? (level === 'advanced' ? 'xa-ntm-nang-cao' : 'xa-ntm');
  await portal.db.pool.query(
    `insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, recorded_by, origin)
     select unit_id, $2, $3, $4, $5, $5, 'a test', 'import' from unit_version where code = $1`,
    [code, setId, level, decision, day],
  );
}
const end = (code: string, day: string) =>
  portal.db.pool.query('update unit_version set valid_to = $2 where code = $1 and valid_to is null', [code, day]);

/** A commune that begins on a day and takes in what another was. */
async function begin(code: string, name: string, day: string, of: string, kind = 'commune'): Promise<void> {
  await portal.db.pool.query(
    `with unit as (
       insert into admin_unit (level, origin) values ('commune', 'import') returning id
     ), version as (
       insert into unit_version (unit_id, code, level, kind, name, name_search, parent_id, valid_from, source)
       select unit.id, $1, 'commune', $4, $2, lower($2), (select unit_id from unit_version where code = '54'), $3, 'test'
       from unit
     )
     insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on)
     select old.unit_id, unit.id, 'merge', $3 from unit cross join unit_version as old where old.code = $5`,
    [code, name, day, kind, of],
  );
}

async function transition(query: string) {
  const response = await portal.get(`/api/programme/transition${query}`);
  expect(response.status).toBe(200);
  return getTransition.reply.parse(await response.json());
}

test('a recognition belongs to the commune that was recognised, by its code and name of then', async () => {
  const { communes, counts, from, to } = await transition('?at=2026-06-01');
  expect([from.period, to.period]).toEqual(['2021-2025', '2026-2030']);
  expect(communes.map(({ code }) => code)).toEqual([kept, merged, split, lost]);
  expect(counts).toEqual({ standard: 3, advanced: 1, model: 0, modern: 0 });
  const [first] = communes;
  expect(first).toMatchObject({ code: kept, parentName: 'Huyện Cột 1' });
  // The highest first; one from before the list of units began is of the unit as it began.
  expect(first?.recognitions.map(({ level, decisionNo }) => [level, decisionNo])).toEqual([
    ['advanced', 'QĐ 2'],
    ['standard', 'QĐ 1'],
  ]);
});

test('what it is part of now is followed over however many changes', async () => {
  const { communes } = await transition('?at=2026-06-01');
  const now = Object.fromEntries(communes.map(({ code, now: heirs }) => [code, heirs.map((heir) => heir.code)]));
  expect(now).toEqual({ [kept]: [kept], [merged]: ['32001'], [split]: ['32002', '32003'], [lost]: [] });
  const before = await transition('?at=2025-01-01');
  expect(before.communes.find(({ code }) => code === merged)?.now).toMatchObject([{ code: '31001', name: 'Xã Giữa' }]);
});

test('before anybody was recognised nobody is listed', async () => {
  const { communes, counts } = await transition('?at=2015-04-30');
  expect([communes, counts]).toEqual([[], { standard: 0, advanced: 0, model: 0, modern: 0 }]);
});

test('where no new set is held, nobody is assessed by it', async () => {
  const { sets, setId, communes } = await transition('?at=2025-06-01');
  expect([sets, setId]).toEqual([[], null]);
  for (const { now } of communes)
    for (const heir of now) expect(heir).toMatchObject({ standing: 'notAssessed', met: null });
});

test('by a set of the new programme: what is lacking, nothing for wards, and who was not assessed', async () => {
  const set = CriteriaSetDetail.parse({
    ...({ id: 'new', title: { vi: 'Mới', en: 'New' }, level: 'commune', tier: 'standard', decision: 'QĐ 51' } as const),
    ...{ validFrom: '2026-02-15', validTo: null, appliesTo: ['commune'], versions: [], preconditions: [] },
    ...{ officialIndicatorCount: 47, revocation: null, note: null },
    criteria: [1, 2, 3].map((no) => ({ no, name: { vi: 'Tên', en: 'Name' }, group: null, indicators: [] })),
  });
  await portal.db.pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('new', 'Mới', 'New', 'commune', 'standard', 'QĐ 51', '2026-02-15', '{commune}')`,
  );
  await portal.db.pool.query(
    `insert into criterion (set_id, no, name_vi, name_en) select 'new', no, 'Tên', 'Name' from generate_series(1, 3) as no`,
  );
  await portal.db.pool.query(
    `insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_by, source, origin)
     select unit_id, 'new', no, status, '2026-05-01', 'a test', 'test', 'import'
     from unit_version cross join (values (1, 'met'), (2, 'notMet')) as given (no, status) where code = '32001'`,
  );
  const read = async (at: string) =>
    readTransition(portal.db, { period: undefined, at }, [
      ...(await declaredSets()).filter(({ validFrom }) => validFrom < '2026-01-01'),
      set,
    ]);
  const heirsOf = async (at: string) =>
    Object.fromEntries((await read(at)).communes.flatMap(({ now }) => now.map((heir) => [heir.code, heir] as const)));
  const heirs = await heirsOf('2026-06-01');
  expect(heirs['32001']).toMatchObject({ standing: 'assessed', met: 1, total: 3, missing: [2], notAssessed: [3] });
  expect(heirs['32002']).toMatchObject({ standing: 'notAssessed', met: null });
  expect(heirs['32003']).toMatchObject({ standing: 'notApplicable' });
  expect(await read('2026-06-01')).toMatchObject({
    setId: 'new',
    sets: [{ id: 'new', criteria: 3, indicators: 0, officialIndicators: 47 }],
  });
  // Before it was in force it is not held.
  expect((await read('2026-02-14')).setId).toBeNull();
});

test('on the demo everybody who was recognised is in the commune that they went into', async () => {
  const demo = await startDemoPortal();
  const response = await demo.get('/api/programme/transition?at=2026-06-01');
  const { communes, counts, demo: invented } = getTransition.reply.parse(await response.json());
  await demo.drop();
  expect(invented).toBe(true);
  expect(communes).toHaveLength(66);
  expect(counts).toMatchObject({ standard: 51, advanced: 12, model: 3 });
  for (const { code, now } of communes) expect(now.length, code).toBeGreaterThan(0);
  expect(new Set(communes.flatMap(({ now }) => now.map((heir) => heir.code))).size).toBeLessThanOrEqual(34);
});
