import { expect, test } from 'vitest';
import { faultOf } from '#db/requirements.ts';

test.each([
  [150018, '3.3.2', null],
  [180003, '3.6.2', null],
  [170000, '4.0.0', null],
  [140012, '3.4.0', /PostgreSQL 14: the portal needs 15/],
  [160000, null, /PostGIS is missing .* postgresql-16-postgis-3/],
  [150000, '3.2.9', /PostGIS 3\.2\.9: the portal needs 3\.3/],
  [150000, '2.5.9', /PostGIS 2\.5\.9/],
])('PostgreSQL %i with PostGIS %s', (server, postgis, expected) => {
  const fault = faultOf({ server, postgis });
  if (expected === null) expect(fault).toBeNull();
  else expect(fault).toMatch(expected);
});
