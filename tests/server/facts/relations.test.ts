import { describe, expect, test } from 'vitest';
import { withFacts } from '#facts/relations.ts';

describe('withFacts', () => {
  test('text without facts stays as it is', () => {
    expect(withFacts('select 1')).toBe('select 1');
  });

  test('a relation stands in parentheses, with its arguments in their places', () => {
    const text = withFacts('select * from facts.boundaries_on(:at::date) as boundary where unit_id = 1');
    expect(text).toMatch(
      /^select \* from \(select id, .* valid_from <= :at::date .*\) as boundary where unit_id = 1$/s,
    );
    expect(text).not.toContain('{');
    expect(text).not.toContain('facts.');
  });

  test('arguments may be calls with commas of their own', () => {
    const text = withFacts(`select facts.within(unit, coalesce(:a, lower(:b)))`);
    expect(text).toContain(`unit.code = coalesce(:a, lower(:b))`);
  });

  test('several in one statement', () => {
    const text = withFacts('from facts.units_on(:at) as a join facts.units_on(:from) as b on a.id = b.id');
    expect(text.match(/:from/g)?.length).toBe(text.match(/:at/g)?.length);
  });

  test.each([
    ['from facts.nothing_like_it(1)', 'there is no relation facts.nothing_like_it'],
    ['from facts.units_on()', 'facts.units_on takes (day) and got ()'],
    ['from facts.units_on(1, 2)', 'facts.units_on takes (day) and got (1, 2)'],
    ['from facts.units_on(lower(1)', 'a call of facts is not closed'],
  ])('%s is refused', (sql, message) => {
    expect(() => withFacts(sql)).toThrow(message);
  });
});
