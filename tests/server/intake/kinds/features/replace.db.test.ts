import { expect, test } from 'vitest';
import { useThings } from './use-things.ts';

const things = useThings({ units: true });
const { importText } = things;

const csv = (...rows: string[]) => `Mã vật,Vật liệu,Chiều dài,Kinh độ,Vĩ độ\n${rows.join('\n')}\n`;
const [a1, a2] = ['A1,go,3,109.05,13.05', 'A2,go,7,109.15,13.05'];

async function ended(): Promise<[feature: string, day: string][]> {
  const { rows } = await things.db.pool.query<{ feature_id: string; valid_to: string }>(
    'select feature_id, valid_to::text from collection_test_points where superseded_at is null and valid_to is not null',
  );
  return rows.map(({ feature_id, valid_to }) => [feature_id, valid_to]);
}

test('replace ends what the file does not name, but not what it names and was refused', async () => {
  await importText('things.csv', csv(a1, a2, 'A3,go,1,109.06,13.06'));
  const text = csv(a1, 'A2,thép,7,109.15,13.05');
  const options = { replace: true, skipRefused: true, validFrom: '2024-09-01' };
  const trial = await importText('fewer.csv', text, { ...options, dryRun: true });
  expect(trial).toMatchObject({ outcome: 'wouldImport', counts: { unchanged: 1, refused: 1, removed: 1, left: 0 } });
  expect(await importText('fewer.csv', text, options)).toMatchObject({ outcome: 'imported', counts: { removed: 1 } });
  expect(await ended()).toEqual([['A3', '2024-09-01']]);
  expect(await importText('fewer.csv', text, options)).toMatchObject({
    outcome: 'unchanged',
    counts: { removed: 0 },
  });
});

test('replace ends nothing while a row has no key: it may be the one that seems to be missing', async () => {
  await importText('things.csv', csv(a1, a2));
  const options = { replace: true, skipRefused: true, validFrom: '2024-09-01' };
  const report = await importText('fewer.csv', csv(a1, a2.replace('A2', '')), options);
  expect(report).toMatchObject({ outcome: 'unchanged', counts: { refused: 1, removed: 0, left: 1 } });
  expect(report.notes.map(({ code }) => code)).toContain('nothingRemoved');
  expect(await ended()).toEqual([]);
});
