import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importThings } from './support.ts';
import { useThings } from './use-things.ts';

const things = useThings({ units: true });
const { importText } = things;

const header = 'Mã vật,Vật liệu,Chiều dài,Số lượng,Đã sơn,Ngày làm,Mã xã,Kinh độ,Vĩ độ';
const csv = (...rows: string[]) => `${header}\n${rows.join('\n')}\n`;

test('two within a metre are noted wherever they stand, once each; others of the kind and others beside them are not', async () => {
  const at = (code: string, material: string, x: number, y: number) =>
    `${code},${material},1,1,,,,${x.toFixed(6)},${y.toFixed(6)}`;
  const { notes } = await importText(
    'near.csv',
    csv(
      at('E1', 'go', 109.050004, 13.05),
      at('E2', 'go', 109.049996, 13.05),
      at('E3', 'da', 109.05, 13.05),
      at('E4', 'go', 109.05, 13.05002),
      // The corner of four cells lies between them.
      at('E5', 'go', 109.060003, 13.060003),
      at('E6', 'go', 109.059997, 13.059997),
      at('E7', 'go', 109.060003, 13.060003),
    ),
  );
  expect(notes.filter(({ code }) => code === 'samePlace').map(({ feature }) => feature)).toEqual(['E2', 'E6', 'E7']);
});

test('signs that mean something on the way to the database mean nothing in a cell', async () => {
  const head = 'Mã vật,Vật liệu,Tên,Kinh độ,Vĩ độ';
  const names = ['\\N', 'C:\\new\\table', 'a{b}"c"', "it's", '\\.'];
  const text = names.map((name, index) => `S${index},da,"${name.replaceAll('"', '""')}",109.0${index + 1},13.05`);
  expect(await importText('signs.csv', `${head}\n${text.join('\n')}\n`)).toMatchObject({ outcome: 'imported' });
  const { rows: found } = await things.db.pool.query<{ name: string }>(
    'select name from collection_test_points order by feature_id',
  );
  expect(found.map(({ name }) => name)).toEqual(names);
});

test('an import that is stopped while its rows come leaves nothing', async () => {
  const many = Array.from({ length: 25_000 }, (_, i) => `T${i},da,1,1,,,,${(109 + i / 200_000).toFixed(6)},13.05`);
  const file = path.join(things.folder, 'stopped-early.csv');
  await writeFile(file, csv(...many));
  const stop = new AbortController();
  const hooks = {
    signal: stop.signal,
    onProgress: (step: string, done: number) => step === 'stage' && done >= 12_000 && stop.abort(new Error('stopped')),
  };
  const report = await importThings(things.db, things.collection(), [file], {}, hooks);
  expect(report.outcome).toBe('cancelled');
  const { rows: left } = await things.db.pool.query(
    `select relname from pg_class where relname ~ '^(given|staged|communes|judged)_[0-9a-f]{32}$'
     union all select feature_id from collection_test_points`,
  );
  expect(left).toEqual([]);
});
