import { buildClientIfNeeded } from './build-client.ts';
import { readConfig } from '#server/config.ts';
import { startPortal } from '#server/main.ts';
import { runCommand, stopSignal } from './run-command.ts';

/** Whoever stops a service kills what has not ended after ten seconds. */
const closedWithinMs = 9_500;

await runCommand(async () => {
  const began = Date.now();
  const progress = (line: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(1)} s] ${line}`);
  const config = readConfig(process.env);
  // In development the page has a server of its own.
  if (!process.argv.includes('--dev')) await buildClientIfNeeded(progress);
  const portal = await startPortal(config, progress);

  stopSignal().addEventListener('abort', () => {
    progress('closing the server and the database');
    setTimeout(() => {
      progress('a statement of the database does not end: left as it is, the database undoes it');
      process.exit(0);
    }, closedWithinMs).unref();
    void runCommand(async () => {
      await portal.close();
      process.exit(0);
    });
  });
  // Said last: who reads it may stop the portal at once, and it is to close in order then.
  console.log(`listening on ${portal.url}`);
});
