import { buildClientIfNeeded } from './build-client.ts';
import { readConfig } from '#server/config.ts';
import { startPortal } from '#server/main.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const began = Date.now();
  const progress = (line: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(1)} s] ${line}`);
  const config = readConfig(process.env);
  // In development the page has a server of its own.
  if (!process.argv.includes('--dev')) await buildClientIfNeeded(progress);
  const portal = await startPortal(config, progress);

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    progress(`${signal}: closing the server and the database`);
    void runCommand(async () => {
      await portal.close();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Said last: who reads it may stop the portal at once, and it is to close in order then.
  console.log(`listening on ${portal.url}`);
});
