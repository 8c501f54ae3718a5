import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTargets } from '#contract/programme.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';
import { placesOf, reportOfLines } from '#tests/server/resources/workbooks/support.ts';
import { unitRows } from '#tests/support/province.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await portal.db.pool.query<Row>(sql)).rows;
}

describe('figures of targets', () => {
  const head = 'target_id,value,valid_on,source';
  test('given figures are what the target has reached', async () => {
    const lines = [head, 'T011,14,2024-10-20,BC 5/BC-UBND', 't012,"33,5",20/10/2024,BC 5/BC-UBND'];
    const done = await reportOfLines(portal, 'target-figures', lines);
    expect([done.outcome, done.counts.added, done.notes.map(({ code }) => code)]).toEqual(['imported', 2, []]);
    const { targets } = listTargets.reply.parse(
      await (await portal.get('/api/programme/targets?at=2024-10-31')).json(),
    );
    expect(JSON.stringify(targets.find((row) => JSON.stringify(row).includes('"T011"')))).toContain('14');
    expect((await reportOfLines(portal, 'target-figures', lines)).outcome).toBe('unchanged');
  });
  test('what cannot be is named', async () => {
    const refused = await reportOfLines(portal, 'target-figures', [
      head,
      'T999,1,2024-10-20,BC',
      'T011,-1,2024-10-20,BC',
      'T011,1,2099-10-20,BC',
      'T011,,2024-10-20,BC',
      'T011,1,2024-10-20,',
    ]);
    expect(placesOf(refused.issues)).toEqual([
      'unknownTarget @ test.csv!A2',
      'impossibleValue @ test.csv!B3',
      'futureDate @ test.csv!C4',
      'missingValue @ test.csv!B5',
      'missingValue @ test.csv!D6',
    ]);
  });
  test('a share is given in percent, however it is written', async () => {
    const done = await reportOfLines(portal, 'target-figures', [
      head,
      'T095,95%,2024-10-20,BC',
      'T096,"87,5 %",2024-10-20,BC',
    ]);
    expect([done.issues, done.counts.added]).toEqual([[], 2]);
    expect(
      await rows(`select target_id, value from target_figure where target_id in ('T095', 'T096') order by 1`),
    ).toEqual([
      { target_id: 'T095', value: 95 },
      { target_id: 'T096', value: 87.5 },
    ]);
    const refused = await reportOfLines(portal, 'target-figures', [head, 'T095,101,2024-10-21,BC']);
    expect(placesOf(refused.issues)).toEqual(['impossibleValue @ test.csv!B2']);
  });
});

describe('thresholds of the province', () => {
  const head = 'set,indicator,value,value2,source';
  test('are taken where the decision leaves them open, and taken back by an empty value', async () => {
    const [open] = await rows<{ indicator_no: string }>(
      `select indicator_no from threshold_setting where set_id = 'xa-ntm' and value between 2 and 99 and value2 is null
       order by 1 limit 1`,
    );
    const no = open?.indicator_no ?? '';
    const given = await reportOfLines(portal, 'thresholds', [head, `xa-ntm,${no},66,,QĐ 9/QĐ-UBND`]);
    expect([given.outcome, given.issues]).toEqual(['imported', []]);
    const settings = async () =>
      (
        (await (await portal.get('/api/criteria-sets/xa-ntm')).json()) as {
          settings: { indicatorNo: string; value: number; source: string }[];
        }
      ).settings.filter((row) => row.indicatorNo === no && row.source === 'QĐ 9/QĐ-UBND');
    expect(await settings()).toMatchObject([{ value: 66, demo: false }]);
    const back = await reportOfLines(portal, 'thresholds', [head, `xa-ntm,${no},,,QĐ 10/QĐ-UBND`]);
    expect(back.outcome).toBe('imported');
    expect(await settings()).toEqual([]);
  });
  test('one that the decision sets, an unknown indicator and an impossible share are refused', async () => {
    const refused = await reportOfLines(portal, 'thresholds', [
      head,
      'xa-ntm,1.1,1,,QĐ',
      'xa-ntm,88.8,1,,QĐ',
      'xa-ntm,2.1,1,,',
    ]);
    expect(refused.issues.map(({ code }) => code)).toEqual(['thresholdOfDecision', 'unknownIndicator', 'missingValue']);
  });
});

describe('disbursements', () => {
  const head = 'Mã,Năm,Nguồn vốn,Số tiền (triệu đồng),Lũy kế đến ngày,Nguồn';
  test('are kept by unit, year and source; the second import changes nothing', async () => {
    const lines = [
      head,
      '22042,2024,central-budget,"1.250,5",30/09/2024,BC kho bạc',
      '22042,2024,Vốn tín dụng,300,30/09/2024,BC kho bạc',
      '558,2023,community,40,,BC kho bạc',
    ];
    const done = await reportOfLines(portal, 'disbursements', lines);
    expect([done.issues, done.outcome, done.counts.added]).toEqual([[], 'imported', 3]);
    expect(
      await rows(`select unit.code, year, resource_id, amount_million_vnd as amount, valid_on::text
                  from disbursement join ${unitRows} unit on unit.id = admin_unit_id
                  where disbursement.origin = 'import' order by disbursement.id`),
    ).toEqual([
      { code: '22042', year: 2024, resource_id: 'central-budget', amount: 1250.5, valid_on: '2024-09-30' },
      { code: '22042', year: 2024, resource_id: 'credit', amount: 300, valid_on: '2024-09-30' },
      { code: '558', year: 2023, resource_id: 'community', amount: 40, valid_on: '2023-12-31' },
    ]);
    expect((await reportOfLines(portal, 'disbursements', lines)).outcome).toBe('unchanged');
  });
  test('sums of sources, amounts in đồng and years that do not go with the day are refused', async () => {
    const refused = await reportOfLines(portal, 'disbursements', [
      head,
      '22042,2024,total,5,30/09/2024,BC',
      '22042,2024,credit,1250000000,30/09/2024,BC',
      '22042,2024,credit,5,30/09/2023,BC',
      '22042,2024.5,credit,5,30/09/2024,BC',
    ]);
    expect(refused.issues.map(({ code }) => code)).toEqual([
      'unknownResource',
      'wrongUnit',
      'impossibleValue',
      'impossibleValue',
    ]);
  });
});

describe('recognitions', () => {
  const head = 'code,set,decision_no,decided_on,revoked_on,revocation_decision_no';
  test('come by decision; a later row adds the revocation', async () => {
    const [unit] = await rows<{ code: string }>(
      `select code from ${unitRows} u where kind = 'commune' and not exists
         (select 1 from recognition where admin_unit_id = u.id) order by code limit 1`,
    );
    const line = `${unit?.code ?? ''},xa-ntm,15/QĐ-UBND,2024-09-01`;
    expect((await reportOfLines(portal, 'recognitions', [head, `${line},,`])).counts.added).toBe(1);
    expect((await reportOfLines(portal, 'recognitions', [head, `${line},,`])).outcome).toBe('unchanged');
    const revoked = await reportOfLines(portal, 'recognitions', [head, `${line},2024-10-20,20/QĐ-UBND`]);
    expect(revoked.counts.changed).toBe(1);
    expect(
      await rows(`select level, valid_from::text, revoked_on::text, revocation.decision_no as revocation_decision_no,
                         recognition.origin
                  from recognition join revocation on recognition_id = recognition.id
                  where recognition.decision_no = '15/QĐ-UBND'`),
    ).toEqual([
      {
        level: 'standard',
        valid_from: '2024-09-01',
        revoked_on: '2024-10-20',
        revocation_decision_no: '20/QĐ-UBND',
        origin: 'import',
      },
    ]);
  });
  test('a town or city is recognised for having completed its task, by the districts’ standard set alone', async () => {
    const done = await reportOfLines(portal, 'recognitions', [head, '557,huyen-ntm,30/QĐ-TTg,2024-10-01,,']);
    expect([done.issues, done.counts.added]).toEqual([[], 1]);
    const advanced = await reportOfLines(portal, 'recognitions', [
      head,
      '557,huyen-ntm-nang-cao,31/QĐ-TTg,2024-10-01,,',
    ]);
    expect(advanced.issues[0]?.todo.vi).toBe('Chọn: huyen-ntm.');
    // Acts stay: only a test takes one out again.
    await portal.db.pool.query(
      `alter table recognition disable trigger recognition_append_only;
       delete from recognition where decision_no = '30/QĐ-TTg';
       alter table recognition enable trigger recognition_append_only`,
    );
  });
  test('of a ward, before its own day or in the future are refused', async () => {
    const refused = await reportOfLines(portal, 'recognitions', [
      head,
      '22015,xa-ntm,1/QĐ,2024-09-01,,',
      '22042,xa-ntm,1/QĐ,2024-09-01,2024-08-01,2/QĐ',
      '22057,xa-ntm,1/QĐ,2098-09-01,,',
    ]);
    expect(refused.issues).toHaveLength(3);
  });
});
