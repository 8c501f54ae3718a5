import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeWorkFolder } from '#server/work-folders.ts';
import { Kept } from '../kept.ts';

const hourMs = 3_600_000;

/** Workbooks of refused rows by import, in the folder of this process, which goes with it. They may hold addresses of households. */
const files = new Kept<string>({
  most: 20,
  mostBytes: 500_000_000,
  ms: hourMs,
  onDrop: (file) => void removeFolderOf(file),
});

/** A place for the refused rows of an import; `settleRefused` must be called in the end. */
export async function makeRefusedFile(): Promise<string> {
  return path.join(await makeWorkFolder('refused'), 'rows.xlsx');
}

/** Keeps the refused rows of an import for an hour, where some were written. */
export async function settleRefused(id: string, file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null) await removeFolderOf(file);
  else files.keep(id, file, found.size);
}

/** Where the refused rows of an import lie; null where none are kept. */
export function refusedFileOf(id: string): string | null {
  return files.get(id);
}

function removeFolderOf(file: string): Promise<void> {
  return rm(path.dirname(file), { recursive: true, force: true });
}
