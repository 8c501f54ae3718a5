import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from './answer.ts';

/** Longest name of a file that every system takes, with room for what ends it. */
const longest = 180;

/** Name of the file of an answer: its question as far as a file's name can say it. */
export function fileNameOf(question: string): string {
  const name = question
    .replace(/^GET \/(api\/)?/, '')
    .replace(/[^\p{L}\p{N}=&.,@+-]+/gu, '~')
    .replace(/^~|~$/g, '');
  // Questions that differ in signs alone, or in case on a system that knows none, are told apart.
  const digest = createHash('sha256').update(question).digest('hex').slice(0, 6);
  return `${name.slice(0, longest) || 'root'}.${digest}.json`;
}

/** Makes the folder for the answers of one endpoint on one board; gives what writes an answer into it. */
export async function openFolder(...parts: readonly string[]): Promise<(answer: Answer) => Promise<void>> {
  const place = path.join(...parts);
  await mkdir(place, { recursive: true });
  return (answer) => writeFile(path.join(place, fileNameOf(answer.question)), `${JSON.stringify(answer, null, 1)}\n`);
}

/** An answer that is not the same in two records. */
export interface Difference {
  readonly file: string;
  readonly question: string;
  /** `where: before -> after`, the first few. */
  readonly lines: readonly string[];
  readonly more: number;
}

/** What differs between two records, in order of files; answers that only one of them has are told too. */
export async function compareRecords(before: string, after: string, most = 5): Promise<Difference[]> {
  const [old, young] = await Promise.all([filesIn(before), filesIn(after)]);
  const differences: Difference[] = [];
  for (const file of [...new Set([...old, ...young])].sort()) {
    const [was, is] = await Promise.all([read(before, file), read(after, file)]);
    if (was === is) continue;
    const question = (JSON.parse(is ?? was ?? '{}') as Answer).question;
    const lines =
      was === null
        ? ['only in the second record']
        : is === null
          ? ['only in the first record']
          : differencesOf(JSON.parse(was), JSON.parse(is), '');
    differences.push({ file, question, lines: lines.slice(0, most), more: Math.max(0, lines.length - most) });
  }
  return differences;
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found.filter((file) => file.endsWith('.json'));
}

async function read(folder: string, file: string): Promise<string | null> {
  return readFile(path.join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function differencesOf(was: unknown, is: unknown, where: string): string[] {
  if (was === is) return [];
  if (Array.isArray(was) && Array.isArray(is)) return differencesOfLists(was, is, where);
  if (isObject(was) && isObject(is)) {
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
      differencesOf(was[name], is[name], where === '' ? name : `${where}.${name}`),
    );
  }
  return [`${where}: ${shown(was)} -> ${shown(is)}`];
}

/** Lists of one length place by place; else what one has and the other lacks, so that one row more is one line. */
function differencesOfLists(was: readonly unknown[], is: readonly unknown[], where: string): string[] {
  if (was.length === is.length) {
    return was.flatMap((each, index) => differencesOf(each, is[index], `${where}[${nameOf(each) ?? index}]`));
  }
  const texts = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each));
  const [old, young] = [texts(was), texts(is)];
  return [
    ...old.filter((each) => !young.includes(each)).map((each) => `${where}: - ${each.slice(0, 200)}`),
    ...young.filter((each) => !old.includes(each)).map((each) => `${where}: + ${each.slice(0, 200)}`),
    `${where}.length: ${was.length} -> ${is.length}`,
  ];
}

function nameOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const name = value.code ?? value.id ?? value.no;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
