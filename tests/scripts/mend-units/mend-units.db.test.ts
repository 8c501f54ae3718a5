import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withFacts } from '#facts/relations.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { insertFirstUnits, makeFirstVersion } from '#tests/support/first-version.ts';
import { runScript } from '#tests/support/process.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-mend-'));
  database = await makeFirstVersion();
  await insertFirstUnits(database, [
    { id: 1, code: '558', level: 'district', name: 'Huyện Đồng Xuân' },
    {
      id: 2,
      code: '22081',
      level: 'commune',
      name: 'Xã Đồng Xuân',
      parent: 1,
      drawn: [
        ['2020-11-01', 109.1, 13.35, 0.05, 0.04],
        ['2025-07-01', 109.05, 13.3, 0.2, 0.15],
      ],
    },
  ]);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function run(script: string, ...args: string[]) {
  const started = runScript(script, args, database.env);
  const code = await started.ended;
  return { code, output: started.output() };
}

const bearer = async (day: string) =>
  (
    await database.db.pool.query(
      withFacts(`select id::int, name from facts.units_on('${day}'::date) as unit where code = '22081'`),
    )
  ).rows[0];

test('after an upgrade the units that may be two are counted, listed, asked about by a file, and mended by it', async () => {
  const upgraded = await run('migrate');
  expect(upgraded).toMatchObject({ code: 0 });
  expect(upgraded.output).toContain('1 unit(s) got another boundary since July 2025');
  expect(upgraded.output).toContain('"npm run mend-units"');

  const listed = await run('mend-units');
  expect(listed).toMatchObject({ code: 0 });
  expect(listed.output).toContain(
    '22081 Xã Đồng Xuân: có ranh giới vẽ từ 2025-07-01; đơn vị có từ 2020-11-01, thuộc Huyện Đồng Xuân',
  );
  expect(listed.output).toContain('danh mục 2020 ghi "Thị trấn La Hai"; 100 % diện tích cũ nằm trong ranh giới mới');
  expect(await bearer('2024-10-31')).toEqual({ id: 2, name: 'Xã Đồng Xuân' });

  const file = path.join(folder, 'questions.csv');
  expect(await run('mend-units', '--write-questions', file)).toMatchObject({ code: 0 });
  const questions = await readFile(file, 'utf8');

  await writeFile(file, questions.replace('22081,2025-07-01,,', '22081,2025-07-01,maybe,'));
  const refused = await run('mend-units', '--decisions', file, '--lang', 'en');
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.output).toMatch(/C2 +22081 +decision .*There is no decision "maybe"\./);
  expect(refused.output).toContain('REFUSED: nothing was changed.');
  expect(await bearer('2024-10-31')).toEqual({ id: 2, name: 'Xã Đồng Xuân' });

  await writeFile(file, questions.replace('22081,2025-07-01,,', '22081,2025-07-01,other,'));
  const done = await run('mend-units', '--decisions', file, '--by', 'Lan');
  expect(done).toMatchObject({ code: 0 });
  expect(done.output).toContain('1 mã có hai đơn vị, nay được tách');
  expect(await bearer('2024-10-31')).toEqual({ id: 2, name: 'Thị trấn La Hai' });
  expect(await bearer('2025-07-02')).toEqual({ id: 3, name: 'Xã Đồng Xuân' });

  const again = await run('mend-units');
  expect(again).toMatchObject({ code: 0 });
  expect(again.output).toContain('Không có đơn vị nào cần phân biệt.');
});

test.each([['--decisions', 'none.csv'], ['--guess']])('%s is answered with the usage', async (...args) => {
  expect(await run('mend-units', ...args)).toMatchObject({
    code: 1,
    output: expect.stringContaining('Usage: npm run mend-units') as string,
  });
});
