import { clearEmbeddedTemplates, dropServerTemplates } from './templates.ts';

/** Before a run: no template of yesterday's sources is left. After it: nothing is left on the server. */
export default async function setup(): Promise<() => Promise<void>> {
  await clearEmbeddedTemplates();
  return async () => {
    if (process.env.DATABASE_URL) await dropServerTemplates(process.env.DATABASE_URL);
  };
}
