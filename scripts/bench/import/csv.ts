import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Db } from '#db/db.ts';
import { withFacts } from '#facts/relations.ts';

/** Writes a CSV of points inside the communes, as many in each, with a code in sequence; every tenth is an office. */
export async function writeAddresses(db: Db, file: string, wanted: number): Promise<void> {
  const { rows: communes } = await db.pool.query<{ code: string }>(
    withFacts('select distinct area.code from facts.commune_areas() as area order by area.code'),
  );
  const out = createWriteStream(file);
  out.write('Hệ mã,Mã địa chỉ,Loại,Bước đã đạt,Ngày thu thập,Mã xã,Kinh độ,Vĩ độ\n');
  let n = 0;
  for (const [index, { code }] of communes.entries()) {
    const count = Math.floor((wanted * (index + 1)) / communes.length) - n;
    const { rows } = await db.pool.query<{ lng: number; lat: number }>(
      withFacts(
        `select st_x(point.geom) as lng, st_y(point.geom) as lat
         from facts.commune_areas() as area, lateral st_dump(st_generatepoints(area.geom, $2::int, 1)) as point
         where area.code = $1`,
      ),
      [code, count],
    );
    for (const { lng, lat } of rows) {
      const kind = n % 10 === 0 ? 'Cơ quan' : 'Hộ gia đình';
      const fields = ['ndas10', String(n++).padStart(10, '0'), kind, 'Đã gán mã', '15/03/2024', code];
      if (!out.write(`${[...fields, lng.toFixed(7), lat.toFixed(7)].join(',')}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
}
