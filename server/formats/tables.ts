import { shown } from '#rules/text/shown.ts';
import { startWorker } from '#server/worker.ts';
import { overLimit, type Limits, type SheetLimits } from './limits.ts';
import type { TableCell } from './cell.ts';
import type { SourceNote } from './driver.ts';
import type { GivenFile } from './source.ts';
import { Unreadable, type UnreadableData } from './unreadable.ts';

/** Name of the sheet in which the portal's own workbooks say what they hold. */
export const aboutSheet = 'Thông tin';
/** Name of the sheet in which the portal's own templates say how they are filled in. */
export const guideSheet = 'Hướng dẫn';

/** Cells that were made one: the first of them holds what all show. Row and column count from 0. */
export interface Merge {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What a table is called by the end of its name. */
export const tableName = /\.(csv|txt|tsv|xlsx|xlsm|xlsb|xltx|xltm|xls|xlt|ods|ots)$/i;
export const csvName = /\.(csv|txt|tsv)$/i;

/** One sheet. `cells[0]` is the sheet's row 1 and `cells[0][0]` its column A. */
export interface TableSheet {
  readonly name: string;
  /** Whether who opens the workbook does not see it. */
  readonly hidden: boolean;
  readonly cells: readonly (readonly TableCell[])[];
  readonly merges: readonly Merge[];
  /** Rows and columns that who opens the sheet does not see, from 0. */
  readonly unseen?: { readonly rows: ReadonlySet<number>; readonly columns: ReadonlySet<number> };
  /** The sign that parts its cells in a text, so that one too many moves all cells behind it; null in a workbook. */
  readonly delimiter: string | null;
}

/** Each stands for all of its kind: `xlsx` for .xlsm, .xlsb and templates too. */
export type TableFormat = 'xlsx' | 'xls' | 'ods' | 'csv';

/** Sheets read from a workbook, or the one table of a CSV file (named by the file). */
export interface Tables {
  readonly format: TableFormat;
  readonly encoding: { readonly used: string; readonly how: 'cpg' | 'option' | 'guess' | 'format' };
  readonly sheets: readonly TableSheet[];
  /** What is to be said of the file as a whole. */
  readonly notes: readonly SourceNote[];
}

export interface TablesRequest {
  /** `bytes`: what it holds, where it has been unpacked already. */
  readonly file: GivenFile & { readonly bytes?: Uint8Array };
  readonly encoding: string | null;
  /** Folded headings that are known: they tell the row of headings, and how a CSV is parted. */
  readonly headings: readonly string[];
  readonly limits: Limits;
  readonly sheetLimits: SheetLimits;
}

export type TablesAnswer = { readonly tables: Tables } | { readonly unreadable: UnreadableData };

/** Memory of the thread, in megabytes: a workbook that wants more is refused instead of taking the portal with it. */
const memoryMb = 768;

/**
 * Reads a workbook or CSV in a thread of its own, with a limit of time and memory: a small file may keep a parser
 * busy for days. Throws Unreadable.
 */
export async function readTables(request: TablesRequest, signal?: AbortSignal): Promise<Tables> {
  const answer = await new Promise<TablesAnswer>((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(new URL('./tables-worker.ts', import.meta.url), request, {
      maxOldGenerationSizeMb: memoryMb,
    });
    const end = (because: Error) => {
      reject(because);
      void worker.terminate();
    };
    const abort = () => end(signal?.reason as Error);
    const clock = setTimeout(() => end(tooSlow(request.limits.readMs)), request.limits.readMs);
    signal?.addEventListener('abort', abort, { once: true });
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : broken(error.message)),
    );
    worker.once('exit', () => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', abort);
      // Settles nothing where an answer has come.
      reject(broken('no answer'));
    });
  });
  if ('tables' in answer) return answer.tables;
  const { kind, code, reason, todo } = answer.unreadable;
  throw new Unreadable(kind, code, reason, todo);
}

function tooSlow(limitMs: number): Unreadable {
  const seconds = Math.round(limitMs / 1000);
  return overLimit(
    'readTime',
    { vi: `Đọc bảng tính quá ${seconds} giây.`, en: `Reading the workbook took more than ${seconds} seconds.` },
    plainCopy,
  );
}

function tooLarge(): Unreadable {
  return overLimit(
    'readMemory',
    {
      vi: `Đọc bảng tính cần hơn ${memoryMb} MB bộ nhớ.`,
      en: `Reading the workbook takes more than ${memoryMb} MB of memory.`,
    },
    plainCopy,
  );
}

/** A workbook that the reader trips over. */
export function broken(why: string): Unreadable {
  const said = (why.split('\n')[0] ?? '').replace(/\p{C}/gu, '?').slice(0, 120);
  return new Unreadable(
    'broken',
    'workbookBroken',
    { vi: `Không đọc được bảng tính (${said}).`, en: `The workbook cannot be read (${said}).` },
    {
      vi: 'Mở tệp bằng chương trình bảng tính rồi lưu lại dạng .xlsx, hoặc lưu thành CSV UTF-8.',
      en: 'Open it in a spreadsheet program and save it again as .xlsx, or save it as CSV UTF-8.',
    },
  );
}

/** The refusal that says which limit of a sheet was met. */
export function overSheet(
  what: 'sheets' | 'rows' | 'columns' | 'cells',
  found: number,
  most: number,
  name: string,
): Unreadable {
  const vi = { sheets: 'trang tính', rows: 'dòng', columns: 'cột', cells: 'ô' }[what];
  const where = shown(name);
  return overLimit(
    `workbook${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    {
      vi: `"${where}" có ${found} ${vi}; nhiều nhất là ${most}.`,
      en: `"${where}" has ${found} ${what}; at most ${most} are taken.`,
    },
    {
      vi: 'Chia thành nhiều tệp, và xoá các dòng, cột trống ở cuối trang tính.',
      en: 'Divide it into several files, and delete empty rows and columns at the end of its sheets.',
    },
  );
}

const plainCopy = {
  vi: 'Chép số liệu vào tệp mẫu mới và tải tệp đó lên, hoặc lưu thành CSV UTF-8.',
  en: 'Copy the figures into a fresh template and send that, or save them as CSV UTF-8.',
};
