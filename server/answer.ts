import type { Endpoint } from '#contract/endpoint.ts';
import { viewerName } from '#contract/viewer.ts';
import { readStand, type Stand } from '#facts/stand.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import type { Exchange } from '#http/route.ts';
import type { Deps } from './deps.ts';

const json = 'application/json; charset=utf-8';
/** Of all kept answers together. A list of the whole country has 3 MB, and 1 MB more compressed. */
const memoryBytes = 44 * 1024 * 1024;
/** A whole country is counted in a second; more than this is a database in trouble. */
const slowestMs = 30_000;

/** How one answer comes to be. */
export interface Question<Reply> {
  /** Resources whose revision the answer follows. */
  readonly dependsOn: readonly string[];
  /** The day asked for; the reference date where none is. */
  readonly at?: string | undefined;
  /** What else the answer depends on beside the request: the digest of a file ... */
  readonly also?: string;
  /** Whether it is kept in memory; what is typed is seldom asked for twice. */
  readonly kept: boolean;
  readonly make: (stand: Stand & { readonly at: string }) => Promise<Reply>;
}

/**
 * The path of an answer of the API: the stand of the data that it follows, its ETag, the memory and the bytes. Whom it is
 * for is said by the endpoint. Answers to everybody share one memory; those to one viewer are never kept.
 */
export class Answers {
  private readonly memory = new ByteCache(memoryBytes, slowestMs);

  constructor(private readonly deps: Pick<Deps, 'db' | 'config'>) {}

  /** Answers `endpoint`; throws NotModified where the client has the answer. The reply is checked when it is made. */
  async give<Params, Query, Reply>(
    endpoint: Endpoint<Params, Query, Reply>,
    { etag, signal, viewer, request }: Exchange,
    { dependsOn, at: asked, also = '', kept, make }: Question<NoInfer<Reply>>,
  ): Promise<Payload> {
    const stand = await readStand(this.deps.db, this.deps.config, dependsOn);
    const at = asked ?? stand.referenceDate;
    const state = [stand.revision, at, stand.demo, also].join(' ');
    etag(state);
    const bytes = async () => Buffer.from(JSON.stringify(endpoint.reply.parse(await make({ ...stand, at }))));
    if (!kept || viewer.kind !== 'public') return new Payload(json, await bytes());
    const key = `${viewerName(viewer)} ${request.originalUrl} ${state}`;
    return new Payload(json, await this.memory.get(key, signal, async () => ({ bytes: await bytes(), tag: key })));
  }
}

/** What routes are given: the parts of the portal, and the path by which all of them answer. */
export interface RouteDeps extends Deps {
  readonly answers: Answers;
}
