import { readConfig } from '#server/config.ts';
import { startPortal } from '#server/main.ts';

// The portal in a process of its own, so that the load generator does not share its event loop.
const portal = await startPortal(readConfig(process.env), (line) => console.log(line));
console.log(`listening on ${portal.url}`);
process.on('SIGTERM', () => void portal.close().then(() => process.exit(0)));
