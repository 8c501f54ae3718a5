import { ConfigError } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';

/**
 * Runs a command line. A failure that a person can act on is one sentence and exit code 1; anything else is our own
 * mistake and shows its stack.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof StartFailure;
    console.error(expected ? error.message : error);
    process.exit(1);
  }
}
