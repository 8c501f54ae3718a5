import type { Text } from '#contract/common.ts';
import { seen } from '#rules/text/shown.ts';

/** Why a file is not read: too large in some way, of a kind that is not taken, broken, or a choice is missing. */
export type UnreadableKind = 'limit' | 'unsupported' | 'broken' | 'choice';

/**
 * A file cannot be read, for a reason that a person can act on. `code` names the finding in the report. Names from the file
 * may stand in the reason, cut as they may be.
 */
export class Unreadable extends Error {
  readonly reason: Text;

  constructor(
    readonly kind: UnreadableKind,
    readonly code: string,
    reason: Text,
    readonly todo: Text,
  ) {
    super(seen(reason.en));
    this.reason = { vi: seen(reason.vi), en: seen(reason.en) };
  }
}

/** What a thread posts instead of an Unreadable: errors of our own lose their class on the way. */
export type UnreadableData = Pick<Unreadable, 'kind' | 'code' | 'reason' | 'todo'>;
