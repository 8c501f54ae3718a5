import { expect, test } from 'vitest';
import { mapMeasure } from '#client/lib/programme/map-measure.ts';
import { targetRow } from './rows.ts';

const { target } = targetRow('T017');
const known = (...ids: string[]) => ids.map((id) => ({ id }));

test('a target is shown by its own measure, else by its criterion’s, else by its set’s, else not at all', () => {
  expect(mapMeasure(target, known('criterion-xa-ntm-2', 'target-T017'))).toBe('target-T017');
  expect(mapMeasure(target, known('criterion-xa-ntm-2', 'criteria-met-xa-ntm'))).toBe('criterion-xa-ntm-2');
  expect(mapMeasure({ ...target, criterionNo: null }, known('criteria-met-xa-ntm'))).toBe('criteria-met-xa-ntm');
  expect(mapMeasure({ ...target, setId: null }, known('criteria-met-xa-ntm'))).toBeNull();
});
