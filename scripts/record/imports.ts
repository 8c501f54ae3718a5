import ExcelJS from 'exceljs';
import type { FeatureCollection } from 'geojson';
import type { RecordedPortal } from './portal.ts';

/** An import that is tried or done, and whose report is kept under `title`. */
export interface Import {
  readonly title: string;
  /** Parameters of POST /api/imports. */
  readonly query: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** The same file tried, imported, and imported again: the last changes nothing. */
export function threeTimes({ title, query, file }: Import): Import[] {
  return [
    { title: `${title} tried`, query: `${query}&dryRun=true`, file },
    { title, query, file },
    { title: `${title} again`, query, file },
  ];
}

/** The same file tried alone. */
export function tried({ title, query, file }: Import): Import {
  return { title: `${title} tried`, query: `${query}&dryRun=true`, file };
}

export function geojson(title: string, query: string, content: FeatureCollection): Import {
  return { title, query, file: { name: 'features.geojson', bytes: encoded(JSON.stringify(content)) } };
}

export function csv(title: string, records: string, lines: readonly string[]): Import {
  const bytes = encoded(`\uFEFF${lines.join('\r\n')}\r\n`);
  return { title, query: `records=${records}&by=recorder`, file: { name: `${records}.csv`, bytes } };
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A template of the portal, filled in by rule. */
export async function filledTemplate(portal: RecordedPortal, title: string, query: string): Promise<Import> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await portal.get(`/api/assessments/template?${query}`)).arrayBuffer());
  const sheet = book.getWorksheet('Nhập liệu');
  if (sheet === undefined) throw new Error('the template has no sheet to fill in');
  sheet.getCell('B4').value = 'Báo cáo của huyện';
  const keyRow = 9;
  const keys = sheet.getRow(keyRow).values as (string | undefined)[];
  for (let row = keyRow + 1; row <= sheet.rowCount; row++) {
    const code = Number(sheet.getRow(row).getCell(1).value);
    if (!Number.isFinite(code) || code === 0) continue;
    keys.forEach((key, column) => {
      const turn = (code * 7 + column * 13) % 10;
      const unit = sheet.getRow(keyRow - 1).getCell(column).value;
      // Some cells stay empty, as in every workbook that comes back; figures other than shares do too.
      if (key === undefined || column < 4 || turn === 9) return;
      if (/^TC/.test(key)) sheet.getRow(row).getCell(column).value = turn < 6 ? 'Đạt' : 'Chưa đạt';
      else if (unit === '%') sheet.getRow(row).getCell(column).value = 80 + turn;
    });
  }
  const bytes = new Uint8Array(await book.xlsx.writeBuffer()) as Uint8Array<ArrayBuffer>;
  return { title, query: 'records=assessments&by=recorder', file: { name: 'filled.xlsx', bytes } };
}

/** Files with faults of every kind that a door looks for; all are tried only. `code` is a commune of the board. */
export function faultyFiles(code: string): Import[] {
  const square = (x: number, y: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, y],
        [x + 0.01, y],
        [x + 0.01, y + 0.01],
        [x, y + 0.01],
        [x, y],
      ],
    ],
  });
  const bow = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [109, 13],
        [109.1, 13.1],
        [109.1, 13],
        [109, 13.1],
        [109, 13],
      ],
    ],
  };
  const feature = (properties: object, geometry: FeatureCollection['features'][number]['geometry'] | null) =>
    ({ type: 'Feature', properties, geometry }) as FeatureCollection['features'][number];
  const files = [
    geojson('communes with faults', 'collection=communes&validFrom=2024-01-01&by=recorder', {
      type: 'FeatureCollection',
      features: [
        feature({ MA_XA: code, TEN_XA: 'Xã Sửa' }, square(109.02, 13.02)),
        feature({ MA_XA: code, TEN_XA: 'Xã Hai Lần' }, square(109.3, 13.3)),
        feature({ MA_XA: '99999', TEN_XA: 'Xã Nơ' }, bow),
        feature({ MA_XA: '', TEN_XA: 'Xã Không Mã', MA_HUYEN: '501' }, square(109.5, 13.5)),
        feature({ MA_XA: '99998', TEN_XA: 'Xã Xa', MA_HUYEN: '501' }, square(2, 48)),
        feature({ MA_XA: '99997', TEN_XA: 'Xã Rỗng', MA_HUYEN: '501' }, null),
      ],
    }),
    geojson('schools with faults', 'collection=schools&validFrom=2022-01-01&by=recorder', {
      type: 'FeatureCollection',
      features: [
        feature(
          { code: 'T1', name: 'Trường Tốt', level: 'primary', pupils: 120 },
          { type: 'Point', coordinates: [109.02, 13.02] },
        ),
        feature(
          { code: 'T1', name: 'Trường Hai Lần', level: 'primary' },
          { type: 'Point', coordinates: [109.02, 13.02] },
        ),
        feature(
          { code: 'T2', name: 'Trường Lạ', level: 'university' },
          { type: 'Point', coordinates: [109.02, 13.02] },
        ),
        feature(
          { code: 'T3', name: 'Trường Xa', level: 'primary', pupils: -4 },
          { type: 'Point', coordinates: [2, 48] },
        ),
        feature(
          { code: 'T4', name: 'Trường Sai Xã', level: 'primary', commune_code: '99999' },
          { type: 'Point', coordinates: [109.02, 13.02] },
        ),
        feature({ code: 'T5', name: 'Trường Không Chỗ', level: 'primary' }, null),
      ],
    }),
    csv('assessments with faults', 'assessments', [
      'code,set,criterion,indicator,status,value,value2,valid_on,source',
      `${code},xa-ntm,1,,met,,,2023-06-15,BC 1`,
      `${code},xa-ntm,1,,notMet,,,2023-06-15,BC 2`,
      `${code},xa-ntm,99,,met,,,2023-06-15,BC 1`,
      `${code},xa-ntm,2,2.1,,"98,5",,2023-06-15,BC 1`,
      `${code},xa-ntm,2,2.1,,nhiều,,2023-06-16,BC 1`,
      `${code},nothing,1,,met,,,2023-06-15,BC 1`,
      `${code},xa-ntm,3,,có lẽ,,,2023-06-15,BC 1`,
      `${code},xa-ntm,4,,met,,,2099-06-15,BC 1`,
      `${code},xa-ntm,4,,met,,,1999-06-15,BC 1`,
      `${code},xa-ntm,5,,met,,,2023-06-15,`,
      '99999,xa-ntm,1,,met,,,2023-06-15,BC 1',
    ]),
    csv('recognitions with faults', 'recognitions', [
      'code,set,decision_no,decided_on,revoked_on,revocation_decision_no',
      `${code},xa-ntm,QĐ 100/2023,2023-10-01,,`,
      `${code},xa-ntm,QĐ 101/2023,2023-10-01,2022-01-01,QĐ 0`,
      `${code},huyen-ntm,QĐ 102/2023,2023-10-01,,`,
      '99999,xa-ntm,QĐ 103/2023,2023-10-01,,',
      `${code},xa-ntm,,2023-10-01,,`,
    ]),
    csv('disbursements with faults', 'disbursements', [
      'code,year,resource_id,amount_million_vnd,valid_on,source',
      `${code},2023,community,"1.250,5",2023-12-31,BC`,
      `${code},2023,nothing,5,2023-12-31,BC`,
      `${code},1923,community,5,2023-12-31,BC`,
      `${code},2023,central-budget,-5,2023-12-31,BC`,
      '99999,2023,community,5,2023-12-31,BC',
    ]),
    csv('thresholds with faults', 'thresholds', [
      'set,indicator,value,value2,source',
      'xa-ntm,2.1,95,,QĐ tỉnh',
      'xa-ntm,99.9,95,,QĐ tỉnh',
      'nothing,2.1,95,,QĐ tỉnh',
      'xa-ntm,2.2,x,,',
    ]),
    csv('target figures with faults', 'target-figures', [
      'target_id,value,valid_on,source',
      'T011,4,2023-12-31,BC',
      'T999,4,2023-12-31,BC',
      'T011,-4,2023-12-31,BC',
      'T011,4,31/02/2023,BC',
    ]),
    csv('assessments without headings', 'assessments', ['a,b', '1,2']),
  ];
  return files.map(tried);
}
