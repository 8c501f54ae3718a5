import { expect, test } from 'vitest';
import { judgeDocument } from '#rules/programme/judge-document.ts';

test.each([
  ['2025-12-29', '2026-02-15', '2025-12-28', 'notYet'],
  ['2025-12-29', '2026-02-15', '2025-12-29', 'issued'],
  ['2025-12-29', '2026-02-15', '2026-02-14', 'issued'],
  ['2025-12-29', '2026-02-15', '2026-02-15', 'inForce'],
  ['2026-01-31', null, '2026-01-31', 'issued'],
  ['2026-01-31', null, '2030-01-01', 'issued'],
  ['2025-12', null, '2025-11-30', 'notYet'],
  ['2025-12', null, '2025-12-31', 'unknown'],
  ['2025-12', null, '2026-01-01', 'issued'],
  ['2026', null, '2025-12-31', 'notYet'],
  ['2026', null, '2026-06-01', 'unknown'],
  ['2026', null, '2027-01-01', 'issued'],
])('issued on %s, in force from %s: on %s it is %s', (issuedOn, inForceFrom, day, status) => {
  expect(judgeDocument({ issuedOn, inForceFrom }, day)).toBe(status);
});
