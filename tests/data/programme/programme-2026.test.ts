import { expect, test } from 'vitest';
import { readProgramme, readProgrammes } from '#catalog/programme.ts';
import { buildResourceTree } from '#rules/programme/build-resource-tree.ts';

const [before, programme] = await Promise.all([readProgramme('2021-2025'), readProgramme('2026-2030')]);

test('programmes stand oldest first and do not overlap', async () => {
  const programmes = await readProgrammes();
  expect(programmes.map(({ frame }) => [frame.period, frame.province])).toEqual([
    ['2021-2025', '54'],
    ['2026-2030', '66'],
  ]);
});

test('15 components in two parts, with as many items as the circular counts', () => {
  const { contents } = programme;
  expect(contents.map(({ id }) => id)).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `HP1.${index + 1}`),
    ...Array.from({ length: 5 }, (_, index) => `HP2.${index + 1}`),
  ]);
  expect(contents.map(({ itemCount }) => itemCount)).toEqual([2, 14, 10, 5, 4, null, 4, 5, 2, 4, null, 6, 4, 2, 4]);
  expect([...new Set(contents.map(({ part }) => part?.vi))]).toEqual(['Hợp phần thứ nhất', 'Hợp phần thứ hai']);
  for (const { id, items, document, sourceLine } of contents) {
    expect([items, sourceLine], id).toEqual([[], null]);
    expect(document, id).toMatch(/^TT 60\/2026\/TT-BTC, Điều \d+$/);
  }
});

test('its eight targets are the country’s: of no set and of no unit, each with its document and where it was read', () => {
  expect(programme.targets.map(({ id }) => id)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8']);
  for (const target of programme.targets) {
    expect(target).toMatchObject({ scope: 'national', setId: null, document: 'QĐ 417/QĐ-BNNMT', year: 2030 });
    expect(target.readIn).not.toBeNull();
    expect(target.words?.vi).not.toBe('');
  }
  expect(programme.frame.denominators).toBeNull();
  expect(programme.duties).toEqual([]);
});

test('its money is the country’s, a tree whose parts leave what enterprises and people give', () => {
  const [total] = buildResourceTree(programme.resources);
  expect([total?.amountBillionVnd, total?.restBillionVnd]).toEqual([1_044_000, 261_000]);
  expect(programme.resources.map(({ scope }) => scope)).toEqual(programme.resources.map(() => 'national'));
  expect(before.resources.map(({ scope }) => scope)).toEqual(before.resources.map(() => 'province'));
});

test('its agencies are those that sources name as successors, the others of before have none', () => {
  const known = new Set(before.agencies.map(({ id }) => id));
  const formerly = programme.agencies.flatMap((agency) => agency.formerly);
  expect(formerly.filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(formerly).size).toBe(formerly.length);
  // Whoever has a successor is taken over by the agency of that name.
  for (const { id, successor } of before.agencies.filter(({ successor: next }) => next !== null)) {
    const heir = programme.agencies.find((agency) => agency.formerly.includes(id));
    expect(successor?.vi.startsWith(heir?.name.vi ?? 'nobody'), id).toBe(true);
  }
  expect(programme.agencies.filter(({ confidence }) => confidence !== 'high').map(({ id }) => id)).toEqual([
    'ethnic-religious',
  ]);
});

test('the chain of law, with dates as far as they are known', () => {
  const dates = programme.documents.map(({ issuedOn }) => issuedOn);
  expect(dates).toHaveLength(13);
  const found = (number: string) => programme.documents.find((document) => document.number === number);
  expect(found('QĐ 51/2025/QĐ-TTg')).toMatchObject({ issuedOn: '2025-12-29', inForceFrom: '2026-02-15' });
  expect(found('NQ 27/2026/QH16')?.issuedOn).toBe('2026');
  expect(before.frame.payable).toMatchObject({ until: '2026-12-31' });
});
