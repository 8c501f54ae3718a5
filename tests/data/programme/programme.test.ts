import { describe, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { readProgramme } from '#catalog/programme.ts';
import { buildResourceTree, type ResourceNode } from '#rules/programme/build-resource-tree.ts';
import { findAgencyWork, findDuties } from '#rules/programme/find-duties.ts';

const programme = await readProgramme('2021-2025');
const { targets, contents, duties, agencies, resources, frame } = programme;
const targetOf = (id: string) => targets.find((target) => target.id === id) ?? expect.fail(`no target ${id}`);
const criteriaSets = await readCriteriaSets();

describe('targets', () => {
  test('are 96, each with its words and its line', () => {
    expect(targets.map(({ id }) => id)).toEqual(
      Array.from({ length: 96 }, (_, index) => `T${String(index + 1).padStart(3, '0')}`),
    );
    for (const { quote, sourceLine, year } of targets) {
      expect(quote.length).toBeGreaterThan(5);
      expect(sourceLine).toBeGreaterThan(12);
      expect(year).toBe(2025);
    }
  });

  test('name criteria that there are, as the sets name them', () => {
    for (const { id, setId, criterionNo, name, scope } of targets) {
      if (criterionNo === null || setId === null) continue;
      const set = criteriaSets.find((each) => each.id === setId);
      expect(set?.level, id).toBe(scope);
      expect(set?.criteria[criterionNo - 1]?.name.vi, id).toBe(name);
    }
  });

  test('stand under a content that there is, and an item of it', () => {
    for (const { id, content, item } of targets.filter((target) => target.content.startsWith('III/'))) {
      const items = contents.find((each) => each.id === content)?.items ?? expect.fail(id);
      if (item !== null)
        expect(
          items.map((each) => each.item),
          id,
        ).toContain(item);
    }
  });

  test('name those that promise something else, both ways', () => {
    for (const { id, contradicts } of targets) {
      for (const other of contradicts) expect(targetOf(other).contradicts, `${other} of ${id}`).toContain(id);
    }
    const letters: Record<string, string[]> = {};
    for (const { id, contradictions } of targets)
      for (const letter of contradictions) (letters[letter] ??= []).push(id);
    expect({ ...letters, H: letters['H']?.length }).toEqual({
      A: ['T047', 'T051', 'T076'],
      B: ['T045', 'T083'],
      C: ['T046', 'T085'],
      D: ['T030', 'T069'],
      E: ['T048', 'T078'],
      F: ['T049', 'T080'],
      G: ['T050', 'T082'],
      H: targets.filter(({ scope }) => scope === 'district').length,
      I: ['T084', 'T090'],
    });
    expect(targetOf('T047').contradicts).toEqual(['T051', 'T076']);
    expect(targetOf('T051').contradicts).toEqual(['T047']);
    expect(targetOf('T080').contradicts).toEqual(['T001', 'T049']);
  });

  test('a percentage and the count printed beside it name each other', () => {
    for (const [percent, count] of Object.entries(frame.printedCounts)) {
      expect([targetOf(percent).sameAs, targetOf(count).sameAs]).toEqual([count, percent]);
      expect(targetOf(percent).sourceLine).toBe(targetOf(count).sourceLine);
    }
    expect(targets.filter(({ sameAs }) => sameAs !== null)).toHaveLength(6);
  });
});

describe('contents and agencies', () => {
  test('eleven contents with their items in order, in both languages', () => {
    expect(contents.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, index) => `III/${index + 1}`));
    expect(contents.map(({ items }) => items.length)).toEqual([3, 11, 9, 2, 2, 2, 7, 6, 5, 2, 5]);
    for (const { items } of contents) {
      expect(items.map(({ item }) => Number(item))).toEqual(items.map((_, index) => index + 1));
      expect(items.map(({ sourceLine }) => sourceLine)).toEqual(
        items.map(({ sourceLine }) => sourceLine).sort((one, other) => one - other),
      );
    }
  });

  test('every item has an agency that leads it', () => {
    const orphans = contents.flatMap(({ id, items }) =>
      items
        .filter(({ item }) => findDuties({ content: id, item }, duties).every(({ leads }) => leads.length === 0))
        .map(({ item }) => `${id} ${item}`),
    );
    expect(orphans).toEqual([]);
  });

  test('every agency has work, and its targets', () => {
    for (const { id } of agencies) {
      const { leads, coordinates } = findAgencyWork(id, duties, targets);
      expect(leads.length + coordinates.length, id).toBeGreaterThan(0);
    }
    const health = findAgencyWork('health', duties, targets);
    expect(health.leads.map(({ content, items }) => [content, items])).toEqual([
      ['III/2', ['08']],
      ['III/5', ['02']],
      ['III/7', ['06']],
    ]);
    expect(health.targets.map(({ id }) => id).slice(0, 2)).toEqual(['T043', 'T044']);
    expect(findAgencyWork('transport', duties, targets).targets.map(({ id }) => id)).toEqual([
      'T017',
      'T018',
      'T019',
      'T020',
    ]);
  });
});

describe('resources', () => {
  const nodes = (list: readonly ResourceNode[]): ResourceNode[] =>
    list.flatMap((node) => [node, ...nodes(node.children)]);
  test('parts add up to their whole, all the way up', () => {
    const tree = buildResourceTree(resources);
    expect(tree.map(({ id, amountBillionVnd }) => [id, amountBillionVnd])).toEqual([['total', 6796.35]]);
    expect(nodes(tree)).toHaveLength(resources.length);
    expect(nodes(tree).filter(({ restBillionVnd }) => restBillionVnd !== null && restBillionVnd !== 0)).toEqual([]);
  });

  test('printed shares add up to 100 % and are those of the amounts', () => {
    const parts = resources.filter(({ parent }) => parent === 'total');
    expect(parts.reduce((sum, { sharePercent }) => sum + (sharePercent ?? 0), 0)).toBe(100);
    for (const { id, amountBillionVnd, sharePercent } of parts) {
      expect(Math.round((amountBillionVnd / 6796.35) * 100), id).toBe(sharePercent);
    }
  });
});
