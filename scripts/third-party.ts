import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeThirdParty } from './third-party/describe.ts';

// Writes THIRD-PARTY.md: run it after every change of a dependency. A test holds the two together.
const root = fileURLToPath(new URL('..', import.meta.url));
await writeFile(`${root}THIRD-PARTY.md`, await describeThirdParty(root));
