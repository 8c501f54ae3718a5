import { expect, test } from 'vitest';
import { mapFileTypes, tableFileTypes } from '#client/lib/imports/file-types.ts';
import { formats } from '#formats/formats.ts';
import { tableName } from '#formats/tables.ts';

test('the form offers every file that the portal reads', () => {
  const offered = mapFileTypes.split(',');
  // A geodatabase is a folder: nobody can choose one but in a zip.
  const known = formats
    .filter(({ id }) => id !== 'geodatabase')
    .flatMap((one) => [...one.extensions, ...one.partExtensions]);
  for (const extension of [...known, 'zip', 'kmz', 'csv', 'xlsx']) expect(offered).toContain(`.${extension}`);
  for (const type of tableFileTypes.split(',')) expect(type === '.zip' || tableName.test(`a${type}`)).toBe(true);
});
