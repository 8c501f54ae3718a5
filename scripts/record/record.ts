import { readAnswer } from './answer.ts';
import { boards, type BoardName, type BoardOptions } from './boards.ts';
import { openPortal, type RecordedPortal } from './portal.ts';
import { questions } from './questions.ts';
import { openFolder } from './store.ts';

/** Questions that are asked at once; files are made two at a time and more are refused. */
const atOnce = (endpoint: string) => (endpoint === 'exportCollection' ? 1 : 4);

/** A board as a portal, filled, with the reports of its imports kept in `folder`. */
export async function openBoard(name: BoardName, folder: string, options: BoardOptions): Promise<RecordedPortal> {
  const portal = await openPortal();
  try {
    await boards[name].fill(portal);
    const keep = await openFolder(folder, name, 'imports');
    for await (const { title, query, file } of boards[name].imports(portal, options)) {
      await keep(await readAnswer(`POST ${title}: ${query}`, await portal.send(query, file), portal.began));
    }
    return portal;
  } catch (error) {
    await portal.close();
    throw error;
  }
}

/** Asks every question of a board, or those of `only` some endpoints, and keeps the answers in `folder`; gives how many. */
export async function recordAnswers(
  portal: RecordedPortal,
  name: BoardName,
  folder: string,
  only: readonly string[] = Object.keys(questions),
): Promise<number> {
  const about = await boards[name].subjects(portal);
  let answers = 0;
  for (const [endpoint, list] of Object.entries(questions).filter(([id]) => only.includes(id))) {
    const keep = await openFolder(folder, name, endpoint);
    const rest = new Set(list(about)).values();
    const worker = async () => {
      for (const address of rest) {
        await keep(await readAnswer(`GET ${address}`, await portal.get(address), portal.began));
        answers++;
      }
    };
    await Promise.all(Array.from({ length: atOnce(endpoint) }, worker));
  }
  return answers;
}
