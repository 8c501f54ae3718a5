import { writeFile } from 'node:fs/promises';
import { recordKinds, type Finding, type ImportReport } from '#contract/imports.ts';
import { spreadsheetFile } from '#rules/text/csv.ts';
import { printSuccession } from './succession-report.ts';

type Lang = 'vi' | 'en';

const outcomes: Record<ImportReport['outcome'], Record<Lang, string>> = {
  imported: { vi: 'Đã nhập.', en: 'Imported.' },
  unchanged: {
    vi: 'Không có gì thay đổi: dữ liệu đã giống như trong tệp.',
    en: 'Nothing changed: everything is as in the file already.',
  },
  refused: { vi: 'TỪ CHỐI: không có gì được nhập.', en: 'REFUSED: nothing was changed.' },
  wouldImport: {
    vi: 'Chạy thử: tệp có thể nhập; chưa ghi gì.',
    en: 'Dry run: the file can be imported; nothing was written.',
  },
  cancelled: { vi: 'Đã dừng: không có gì được nhập.', en: 'Stopped: nothing was changed.' },
  failed: { vi: 'Không hoàn thành: không có gì được nhập.', en: 'Failed: nothing was changed.' },
};

const steps: Record<string, Record<Lang, string>> = {
  read: { vi: 'đọc tệp', en: 'reading the file' },
  compare: { vi: 'đối chiếu với dữ liệu hiện có', en: 'comparing with what is there' },
  check: { vi: 'kiểm tra từng đơn vị', en: 'checking each unit' },
  inspect: { vi: 'kiểm tra khe hở và chồng lấn', en: 'looking for gaps and overlaps' },
  stage: { vi: 'đọc và chuẩn bị từng đối tượng', en: 'reading and staging features' },
  readBoundaries: { vi: 'đọc ranh giới hiện có', en: 'reading present boundaries' },
  generalise: { vi: 'khái quát hóa theo tỷ lệ', en: 'generalising by zoom' },
  stageShapes: { vi: 'chuẩn bị hình theo tỷ lệ', en: 'staging shapes' },
  stageNeighbours: { vi: 'chuẩn bị quan hệ liền kề', en: 'staging neighbours' },
  switch: { vi: 'đưa vào sử dụng', en: 'switching over' },
  refused: { vi: 'ghi các dòng chưa nhập', en: 'writing rows that were refused' },
};

/** Findings listed on the terminal of each severity; `--report` has them all. */
const mostShown = 40;

/** A line that says how far it is, written over itself on a terminal and once a step elsewhere. */
export function progressLine(out: NodeJS.WriteStream, lang: Lang) {
  const began = Date.now();
  let last = '';
  return {
    show(step: string, done: number, total: number | null) {
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      const line = `[${seconds} s] ${steps[step]?.[lang] ?? step}`;
      const count = total !== null && total > 0 ? ` ${done}/${total}` : done > 0 ? ` ${done}` : '';
      if (out.isTTY) out.write(`\r\u001b[K${line}${count}`);
      else if (step !== last) out.write(`${line}\n`);
      last = step;
    },
    end() {
      if (out.isTTY && last !== '') out.write('\r\u001b[K');
    },
  };
}

/** Prints a report for people: what became of the file, then issues and notes as a table. */
export function printReport(report: ImportReport, lang: Lang, print: (line: string) => void): void {
  const say = (vi: string, en: string) => print(lang === 'vi' ? vi : en);
  const { counts } = report;
  print(`${report.file} → ${report.collection} (${report.id})`);
  const isTable = (recordKinds as readonly string[]).includes(report.collection);
  if (isTable)
    say(
      `Định dạng ${report.format ?? '?'}, bảng mã ${report.encoding.used ?? '?'}`,
      `Format ${report.format ?? '?'}, encoding ${report.encoding.used ?? '?'}`,
    );
  else
    say(
      `Định dạng ${report.format ?? '?'}, lớp ${report.layer ?? '?'}, hệ tọa độ ${report.crs.used ?? '?'} (tệp ghi: ${report.crs.found ?? 'không'}), bảng mã ${report.encoding.used ?? '?'} (${report.encoding.how ?? '?'})`,
      `Format ${report.format ?? '?'}, layer ${report.layer ?? '?'}, CRS ${report.crs.used ?? '?'} (file says: ${report.crs.found ?? 'nothing'}), encoding ${report.encoding.used ?? '?'} (${report.encoding.how ?? '?'})`,
    );
  const became = Object.entries(report.fields).map(([field, property]) => {
    const likely = report.likely[field];
    const nothing = likely === undefined ? '—' : `— (${likely}?)`;
    return `${field} → ${property ?? nothing}`;
  });
  if (became.length > 0) say(`Trường: ${became.join(', ')}`, `Fields: ${became.join(', ')}`);
  printFindings(report.issues, lang === 'vi' ? 'LỖI (không được nhập)' : 'ISSUES (refused)', lang, print);
  printFindings(report.notes, lang === 'vi' ? 'GHI CHÚ' : 'NOTES', lang, print);
  if (report.cleaned.length > 0) printCleaned(report, lang, print);
  if (report.succession !== null) printSuccession(report.succession, lang, print);
  if (isTable)
    say(
      `${counts.rows} số liệu: ${counts.added} mới, ${counts.changed} thay đổi, ${counts.unchanged} giữ nguyên; ${counts.refused} dòng bị từ chối`,
      `${counts.rows} entries: ${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged; ${counts.refused} rows refused`,
    );
  else
    say(
      `${counts.rows} dòng: ${counts.added} mới, ${counts.changed} thay đổi, ${counts.unchanged} giữ nguyên, ${counts.refused} bị từ chối; ${counts.parentsAdded} đơn vị cấp trên được thêm`,
      `${counts.rows} rows: ${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.refused} refused; ${counts.parentsAdded} parents added`,
    );
  if (report.demoLoaded && report.outcome !== 'refused') {
    say(
      'CHÚ Ý: dữ liệu minh hoạ đang có trong hệ thống và lẫn với dữ liệu thật. Gỡ bằng: npm run demo -- --remove',
      'MIND: the demo province is loaded and stands beside real data. Take it out with: npm run demo -- --remove',
    );
  }
  const seconds = ((Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000).toFixed(1);
  say(`Thời gian: ${seconds} giây`, `It took ${seconds} seconds`);
  print(outcomes[report.outcome][lang]);
  print(report.closing[lang]);
}

/** Findings as a table under a title; nothing where there are none. */
export function printFindings(
  findings: readonly Finding[],
  title: string,
  lang: Lang,
  print: (line: string) => void,
): void {
  if (findings.length === 0) return;
  print(`\n${title}: ${findings.length}`);
  const header =
    lang === 'vi'
      ? ['nơi', 'đơn vị', 'trường', 'vị trí', 'lý do', 'cần làm']
      : ['where', 'unit', 'field', 'position', 'reason', 'what to do'];
  const rows = findings.slice(0, mostShown).map((finding) => cellsOf(finding, lang));
  const widths = header.map((name, column) =>
    Math.min(column >= 4 ? 200 : 30, Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0))),
  );
  for (const row of [header, ...rows]) {
    print(
      `  ${row.map((cell, column) => (column < 4 ? cell.slice(0, 30) : cell).padEnd(column === 5 ? 0 : (widths[column] ?? 0))).join('  ')}`,
    );
  }
  if (findings.length > mostShown) {
    const rest = findings.length - mostShown;
    print(
      lang === 'vi'
        ? `  ... và ${rest} mục nữa (xem --report TỆP.csv)`
        : `  ... and ${rest} more (see --report FILE.csv)`,
    );
  }
}

function cellsOf(finding: Finding, lang: Lang): string[] {
  const place = finding.position?.map((degrees) => degrees.toFixed(5)).join(', ') ?? '';
  return [
    [finding.sheet, cellName(finding)].filter((part) => part !== null && part !== '').join('!'),
    finding.feature ?? '',
    finding.property ?? '',
    place,
    finding.reason[lang],
    finding.todo[lang],
  ];
}

/** `F12` in a table, the row's number in a file of boundaries. */
function cellName({ column, row }: Finding): string {
  return `${column ?? ''}${row ?? ''}`;
}

function printCleaned({ cleaned }: ImportReport, lang: Lang, print: (line: string) => void) {
  print(
    lang === 'vi'
      ? `\nDIỆN TÍCH THAY ĐỔI do --clean: ${cleaned.length} đơn vị`
      : `\nAREA CHANGED by --clean: ${cleaned.length} units`,
  );
  for (const { code, name, areaBeforeM2, areaAfterM2 } of cleaned.slice(0, mostShown)) {
    print(`  ${code} ${name}: ${areaChange(areaBeforeM2, areaAfterM2, lang)}`);
  }
  if (cleaned.length > mostShown) {
    const rest = cleaned.length - mostShown;
    print(
      lang === 'vi'
        ? `  ... và ${rest} đơn vị nữa (xem --report TỆP.csv)`
        : `  ... and ${rest} more (see --report FILE.csv)`,
    );
  }
}

/** `3.923,29 → 3.918,70 ha (-4,60)` */
function areaChange(beforeM2: number, afterM2: number, lang: Lang): string {
  const format = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const [before, after] = [beforeM2 / 10_000, afterM2 / 10_000];
  return `${format.format(before)} → ${format.format(after)} ha (${after > before ? '+' : ''}${format.format(after - before)})`;
}

/** Writes a report as JSON, or its findings and changes of area as CSV (UTF-8 with a mark, so that Excel reads it). */
export async function writeReport(report: ImportReport, file: string, lang: Lang): Promise<void> {
  if (/\.json$/i.test(file)) {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const header = ['severity', 'code', 'sheet', 'row', 'column', 'feature', 'property', 'lng', 'lat', 'reason', 'todo'];
  const rows = [...report.issues, ...report.notes].map((finding) => [
    finding.severity,
    finding.code,
    finding.sheet,
    finding.row,
    finding.column,
    finding.feature,
    finding.property,
    finding.position?.[0],
    finding.position?.[1],
    finding.reason[lang],
    finding.todo[lang],
  ]);
  const areas = report.cleaned.map(({ code, name, areaBeforeM2, areaAfterM2 }) => {
    const reason = `${lang === 'vi' ? 'Diện tích thay đổi' : 'Area changed'}: ${areaChange(areaBeforeM2, areaAfterM2, lang)}`;
    return ['note', 'areaChanged', null, null, null, `${code} ${name}`, null, null, null, reason, ''];
  });
  await writeFile(file, spreadsheetFile([header, ...rows, ...areas]));
}
