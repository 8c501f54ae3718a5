import { access, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { waitingForTurn } from '#db/turn.ts';
import { readRevision } from '#facts/stand.ts';
import type { Decision } from '#resources/admin-units/decide.ts';
import { questionsFile, readDecisions, readUnitsAbove } from '#resources/admin-units/decisions-file.ts';
import { mendUnits, type Mended } from '#resources/admin-units/mend.ts';
import { readMixedUnits, type MixedUnit } from '#resources/admin-units/mixed-units.ts';
import { askDecisions, type Ask } from './mend-units/ask.ts';
import { describeMended, describeMixed, type Lang } from './mend-units/words.ts';
import { printFindings } from './import-report.ts';
import { runCommand } from './run-command.ts';
import { tell, withPreparedDatabase } from './with-database.ts';

const usage = `Usage: npm run mend-units -- [--write-questions FILE.csv | --decisions FILE.csv|FILE.xlsx [--dry-run]]
  [--by NAME] [--lang vi|en]`;

const refusedExitCode = 2;

interface Options {
  readonly questions: string | null;
  readonly decisions: string | null;
  readonly dryRun: boolean;
  readonly by: string;
  readonly lang: Lang;
}

await runCommand(async () => {
  const options = await readArguments();
  await withPreparedDatabase(readConfig(process.env), async (db) => {
    const seen = await readRevision(db, 'admin-units');
    const units = await readMixedUnits(db);
    if (options.decisions !== null) await carryOutFile(db, options.decisions, units, seen, options);
    else if (units.length === 0) print(options, 'Không có đơn vị nào cần phân biệt.', 'No unit has to be told apart.');
    else if (options.questions !== null) await writeQuestions(options.questions, units, options);
    else await askOrList(db, units, seen, options);
  });
});

async function writeQuestions(file: string, units: readonly MixedUnit[], options: Options): Promise<void> {
  await writeFile(file, questionsFile(units));
  print(
    options,
    `${units.length} câu hỏi trong ${file}: điền cột decision (same, other, later) và các tên, rồi chạy với --decisions ${file}.`,
    `${units.length} question(s) in ${file}: fill in decision (same, other, later) and the names, then run it with --decisions ${file}.`,
  );
}

async function askOrList(db: Db, units: readonly MixedUnit[], seen: number, options: Options): Promise<void> {
  if (!isAtTerminal()) {
    for (const unit of units) console.log(describeMixed(unit, options.lang));
    print(
      options,
      `${units.length} đơn vị cần phân biệt; chưa thay đổi gì. Trả lời ở cửa sổ lệnh, hoặc bằng tệp: --write-questions TỆP.csv.`,
      `${units.length} unit(s) have to be told apart; nothing was changed. Answer at a terminal, or by a file: --write-questions FILE.csv.`,
    );
    return;
  }
  const above = await readUnitsAbove(db, units);
  await atTerminal(async (ask) => {
    await carryOut(db, await askDecisions(units, above, ask, options.lang), seen, options, ask);
  });
}

async function carryOutFile(
  db: Db,
  file: string,
  units: readonly MixedUnit[],
  seen: number,
  options: Options,
): Promise<void> {
  const given = { name: path.basename(file), path: path.resolve(file) };
  const { decisions, findings } = await readDecisions(given, units, await readUnitsAbove(db, units));
  if (findings.hasIssues) {
    const { lang } = options;
    printFindings(findings.issues, lang === 'vi' ? 'LỖI' : 'ISSUES', lang, (line) => console.log(line));
    print(options, 'TỪ CHỐI: chưa thay đổi gì.', 'REFUSED: nothing was changed.');
    process.exitCode = refusedExitCode;
    return;
  }
  if (isAtTerminal()) await atTerminal((ask) => carryOut(db, decisions, seen, options, ask));
  else await carryOut(db, decisions, seen, options, null);
}

/** Says what it would do and asks for a last word where somebody is there to give it; then does it. */
async function carryOut(
  db: Db,
  decisions: readonly Decision[],
  seen: number,
  options: Options,
  ask: Ask | null,
): Promise<void> {
  if (decisions.length === 0) {
    print(options, 'Chưa có quyết định nào; chưa thay đổi gì.', 'Nothing is decided; nothing was changed.');
    return;
  }
  const mend = (dryRun: boolean): Promise<Mended> =>
    db.alone(
      (alone) => mendUnits(alone, decisions, { by: options.by, seen, dryRun }),
      () => tell(waitingForTurn),
    );
  const tellOf = (mended: Mended) => describeMended(mended, options.lang).forEach((line) => console.log(line));
  if (options.dryRun || ask !== null) tellOf(await mend(true));
  if (options.dryRun) return print(options, 'Chạy thử: chưa ghi gì.', 'Dry run: nothing was written.');
  if (ask !== null) {
    const word = await ask(options.lang === 'vi' ? 'Ghi vào cơ sở dữ liệu? (có/không) ' : 'Write this? (yes/no) ');
    if (!/^(c|có|co|y|yes)$/i.test(word ?? '')) return print(options, 'Chưa thay đổi gì.', 'Nothing was changed.');
  }
  const mended = await mend(false);
  if (ask === null) tellOf(mended);
  print(options, 'Đã ghi.', 'Done.');
}

function isAtTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

async function atTerminal(work: (ask: Ask) => Promise<void>): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
  try {
    await work(async (question) => (await Promise.race([ended, lines.question(question)]))?.trim() ?? null);
  } finally {
    lines.close();
  }
}

function print({ lang }: Options, vi: string, en: string): void {
  console.log(lang === 'vi' ? vi : en);
}

async function readArguments(): Promise<Options> {
  const wrong = (sentence: string) => new StartFailure(`${sentence}\n${usage}`);
  const values = parse();
  const { decisions = null, 'write-questions': questions = null, 'dry-run': dryRun, lang } = values;
  if (lang !== 'vi' && lang !== 'en') throw wrong('--lang is vi or en.');
  if (decisions !== null && questions !== null) throw wrong('Give --decisions or --write-questions.');
  if (dryRun && questions !== null) throw wrong('--write-questions changes nothing: leave --dry-run out.');
  if (questions !== null && !/\.csv$/i.test(questions))
    throw wrong('--write-questions wants a file that ends in .csv.');
  if (decisions !== null) {
    await access(decisions).catch(() => {
      throw wrong(`There is no file ${decisions}.`);
    });
  }
  return { questions, decisions, dryRun, lang, by: values.by ?? `${userInfo().username} (npm run mend-units)` };
}

function parse() {
  try {
    return parseArgs({
      options: {
        decisions: { type: 'string' },
        'write-questions': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        by: { type: 'string' },
        lang: { type: 'string', default: 'vi' },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${usage}`);
  }
}
