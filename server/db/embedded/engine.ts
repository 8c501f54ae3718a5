import type { PGlite } from '@electric-sql/pglite';
import { AnswerReader, type Status } from './answers.ts';
import { message } from './frames.ts';

/** PGlite as a runner of groups (frames.ts): one session, one group at a time. */
export interface Engine {
  /** What a client is sent after its startup, ReadyForQuery left out. */
  readonly greeting: Uint8Array;
  /** Runs one group and gives its answer in pieces, without ReadyForQuery; resolves with the state that it left. */
  run(group: Uint8Array, onPiece: (piece: Uint8Array) => void): Promise<Status>;
}

// What we use of the WebAssembly module under PGlite.
interface Module {
  _PostgresMainLoopOnce(): void;
  /** Where PostgreSQL's own stack stands. */
  readonly ___stack_pointer: WebAssembly.Global;
}

const startup = startupPacket();
const sync = new Uint8Array(message('S', new Uint8Array(0)));

/**
 * Takes `database` over. `die` is called, and must not return, where PostgreSQL has ended inside or its code has trapped:
 * PGlite hides it and would ask the dead module again and again.
 */
export async function makeEngine(database: PGlite, die: (reason: string) => never): Promise<Engine> {
  const tries = guard(database.Module as typeof database.Module & Module, die);
  const run: Engine['run'] = async (group, onPiece) => {
    const answer = new AnswerReader();
    // Every error takes one message at least with it.
    tries.left = group.length;
    await database.execProtocolRawStream(group, {
      onRawData(piece) {
        for (const kept of answer.push(piece)) onPiece(kept);
      },
    });
    return answer.status ?? (database.isInTransaction() ? 'T' : 'I');
  };
  const greeting: Uint8Array[] = [];
  // The Sync brings what the session still had to say of its settings, which the first client would take for an answer.
  for (const group of [startup, sync]) await run(group, (piece) => greeting.push(piece));
  return { greeting: Buffer.concat(greeting), run };
}

/**
 * PostgreSQL throws an error to its main loop as 'unwind'; every other throw is its death. PGlite does not take the stack
 * back that the thrower had: a kilobyte and more is lost by each error, and after some 2,500 nothing runs any more.
 */
function guard(module: Module, die: (reason: string) => never): { left: number } {
  const tries = { left: 0 };
  const stack = module.___stack_pointer;
  const once = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    const stood: unknown = stack.value;
    try {
      once();
    } catch (thrown) {
      if (thrown !== 'unwind') die(thrown instanceof Error ? thrown.message : String(thrown));
      if (tries.left-- <= 0) die('it no longer reads what it is sent');
      stack.value = stood;
      throw thrown;
    }
  };
  return tries;
}

function startupPacket(): Uint8Array {
  const parameters = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const version = Buffer.from([0, 3, 0, 0]);
  // Like any message, without the byte of its type.
  return new Uint8Array(message(' ', Buffer.concat([version, parameters])).subarray(1));
}
