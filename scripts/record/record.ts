import path from 'node:path';
import { readAnswer } from './answer.ts';
import { boards, type BoardName, type BoardOptions } from './boards.ts';
import { openPortal, type RecordedPortal } from './portal.ts';
import { questions } from './questions.ts';
import { keep } from './store.ts';

/** Questions that are asked at once; files are made two at a time and more are refused. */
const atOnce = (endpoint: string) => (endpoint === 'exportCollection' ? 1 : 4);

/** A board as a portal, filled, with the reports of its imports kept in `folder`. */
export async function openBoard(name: BoardName, folder: string, options: BoardOptions): Promise<RecordedPortal> {
  const portal = await openPortal();
  const began = new Date();
  try {
    await boards[name].fill(portal);
    for await (const { title, query, file } of boards[name].imports(portal, options)) {
      const answer = await readAnswer(`POST ${title}: ${query}`, await portal.send(query, file), began);
      await keep(path.join(folder, name), 'imports', answer);
    }
    return portal;
  } catch (error) {
    await portal.close();
    throw error;
  }
}

/** Asks every question of a board and keeps the answers in `folder`; gives how many there are. */
export async function recordAnswers(portal: RecordedPortal, name: BoardName, folder: string): Promise<number> {
  const began = new Date();
  const about = await boards[name].subjects(portal);
  let answers = 0;
  for (const [endpoint, list] of Object.entries(questions)) {
    const rest = new Set(list(about)).values();
    const worker = async () => {
      for (const address of rest) {
        const answer = await readAnswer(`GET ${address}`, await portal.get(address), began);
        await keep(path.join(folder, name), endpoint, answer);
        answers++;
      }
    };
    await Promise.all(Array.from({ length: atOnce(endpoint) }, worker));
  }
  return answers;
}
