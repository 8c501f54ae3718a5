import { createHash } from 'node:crypto';
import type { ProgrammeReply } from '#contract/programme.ts';
import { declaredProgramme } from '#catalog/declared.ts';
import { describeProgramme } from './describe.ts';

let described: Promise<{ reply: ProgrammeReply; digest: string }> | null = null;

/**
 * The programme as published, with its figures linked to targets, criteria and agencies. `digest` tells the files of one
 * release from those of another, which no revision of the database does. Made once a process.
 */
export function readProgrammeReply(): Promise<{ reply: ProgrammeReply; digest: string }> {
  described ??= declaredProgramme().then((programme) => {
    const reply = describeProgramme(programme);
    return { reply, digest: createHash('sha1').update(JSON.stringify(reply)).digest('base64url') };
  });
  return described;
}
