import { expect, test } from 'vitest';
import { pictogram } from '#catalog/pictograms.ts';

test.each(['school', 'college', 'library', 'town-hall', 'landmark'])('%s is path data and nothing else', (name) => {
  expect(pictogram(name)).toMatch(/^[Mm][\d\s.,eMmLlHhVvCcSsQqTtAaZz+-]+$/);
});

test('there is no pictogram of another name, nor of a path', () => {
  expect(pictogram('no-such-thing')).toBeNull();
  expect(pictogram('../package')).toBeNull();
});
