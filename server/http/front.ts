import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ByteCache } from './byte-cache.ts';
import { givePlainHeld, type PlainAnswer } from './plain-answer.ts';

/** What the memory of replies lets go is not held here: its bound would be none. */
interface Remembered extends Omit<PlainAnswer, 'kept'> {
  readonly tag: string;
}

/** The token that holds, as far as is known. */
export interface Known {
  readonly token: string;
  /** For how many seconds nobody could be asked whether it still does; null where somebody was. */
  readonly staleSeconds: number | null;
}

/** Headers of what may have changed meanwhile: nobody is to keep it for long (RFC 9211: a time to live below nothing). */
const stale = (seconds: number) => ({
  'Cache-Control': 'public, max-age=0, must-revalidate',
  'Cache-Status': `ntm-map-portal; hit; ttl=-${seconds}`,
});

/** Addresses remembered; one more than this and all are forgotten, so that no flood of addresses fills the memory. */
const maxAddresses = 50_000;

/**
 * Answers public replies that are in memory before Express sees the request: three times as many a second. It knows
 * addresses that were answered once, all of one `token` (the state of the data); another token forgets them.
 */
export class Front {
  private entries = new Map<string, Remembered>();
  private token = '';

  /**
   * `memory` gives replies by their tags; `current` the token of now, or null where it is not known without asking the
   * database.
   */
  constructor(
    private readonly memory: Pick<ByteCache, 'peek'>,
    private readonly current: () => Known | null,
  ) {}

  remember(address: string, token: string, { kept, mediaType, headers }: PlainAnswer): void {
    if (this.token !== token || this.entries.size >= maxAddresses) this.entries = new Map();
    this.token = token;
    this.entries.set(address, { tag: kept.tag, mediaType, headers });
  }

  /** What was answered at an address, with the headers of now; null where it is not in memory. */
  kept(address: string): PlainAnswer | null {
    const entry = this.entries.get(address);
    const known = entry && this.current();
    if (!entry || !known || known.token !== this.token) return null;
    const { tag, mediaType, headers } = entry;
    const kept = this.memory.peek(tag);
    if (kept === undefined) return null;
    const { staleSeconds } = known;
    return { kept, mediaType, headers: staleSeconds === null ? headers : { ...headers, ...stale(staleSeconds) } };
  }

  /** Answers a GET. True where it did; false leaves the request as it was. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET') return false;
    const answer = this.kept(request.url ?? '');
    return answer !== null && givePlainHeld(request, response, answer);
  }
}
