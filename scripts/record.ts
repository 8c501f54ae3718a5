import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from '#db/failure.ts';
import { boardNames, type BoardName } from './record/boards.ts';
import { openBoard, recordAnswers } from './record/record.ts';
import { compareRecords } from './record/store.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run record -- FOLDER [--board ${boardNames.join('|')}]... [--boundaries FILE.geojson]
       npm run record -- --compare FOLDER_BEFORE FOLDER_AFTER
Keeps every answer of the portal on three boards, or tells what differs between two records (exit code 1 where anything does).`;

await runCommand(async () => {
  const { values, positionals } = parse();
  if (values.compare) {
    const [before, after, third] = positionals;
    if (before === undefined || after === undefined || third !== undefined) throw new StartFailure(usage);
    const differences = await compareRecords(before, after);
    for (const { file, question, lines, more } of differences) {
      console.log(`${file.split(path.sep)[0]} ${question}`);
      for (const line of lines) console.log(`    ${line}`);
      if (more > 0) console.log(`    and ${more} more`);
    }
    console.log(differences.length === 0 ? 'Nothing differs.' : `${differences.length} answers differ.`);
    if (differences.length > 0) process.exitCode = 1;
    return;
  }
  const [folder, second] = positionals;
  if (folder === undefined || second !== undefined) throw new StartFailure(usage);
  const wanted = values.board?.map(boardOf) ?? boardNames;
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new StartFailure(`${folder} is not empty: give a folder of its own.`);
  const boundaries = values.boundaries ?? null;
  if (boundaries === null && wanted.includes('real'))
    console.log('No --boundaries: the real units get the invented boundaries of the demo.');
  for (const name of wanted) {
    const began = Date.now();
    const portal = await openBoard(name, folder, { boundaries });
    try {
      const answers = await recordAnswers(portal, name, folder);
      console.log(`${name}: ${answers} answers in ${((Date.now() - began) / 1000).toFixed(0)} s`);
    } finally {
      await portal.close();
    }
  }
});

function boardOf(text: string): BoardName {
  const found = boardNames.find((name) => name === text);
  if (found === undefined) throw new StartFailure(`There is no board "${text}": ${boardNames.join(', ')}.\n${usage}`);
  return found;
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        board: { type: 'string', multiple: true },
        boundaries: { type: 'string' },
        compare: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${usage}`);
  }
}
