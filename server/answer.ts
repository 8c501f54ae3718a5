import type { Endpoint } from '#contract/endpoint.ts';
import { revisionsHeader, writeRevisions } from '#contract/revisions.ts';
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
const slowestMs = 10_000;

/** What an answer depends on beside the request. */
export interface Dependence {
  /** Resources whose revision the answer follows. */
  readonly dependsOn: readonly string[];
  /** The day asked for; the reference date where none is. */
  readonly at?: string | undefined;
  /** What else it follows: a setting ... */
  readonly also?: string;
  /** How it is written, where that is not in the address: its ETag differs by it, its content does not. */
  readonly form?: string;
}

/** The stand of the data for one answer, and a text that moves with it and is another for each viewer. */
export interface OpenAnswer extends Stand {
  readonly at: string;
  readonly state: string;
}

/** How one answer comes to be. */
export interface Question<Reply> extends Dependence {
  /** Whether it is kept in memory; what is typed is seldom asked for twice. */
  readonly kept: boolean;
  readonly make: (stand: OpenAnswer) => Promise<Reply>;
}

/**
 * The path of an answer of the API: the stand of the data that it follows, its ETag, the memory and the bytes. Whom it is
 * for is said by the endpoint. Answers to everybody share one memory; those to one viewer are never kept.
 */
export class Answers {
  private readonly memory = new ByteCache(memoryBytes, slowestMs);

  private declared: Promise<string> | null = null;

  /** `declaredBy` tells the releases of the portal apart by what their files declare; asked for once. */
  constructor(
    private readonly deps: Pick<Deps, 'db' | 'config'>,
    private readonly declaredBy: () => Promise<string>,
  ) {}

  /** The stand that an answer follows. The answer tells the revisions of what it depends on, also where it is a refusal. */
  async tell({ response }: Pick<Exchange, 'response'>, dependsOn: readonly string[]): Promise<Stand> {
    const stand = await readStand(this.deps.db.state, this.deps.config, dependsOn);
    if (dependsOn.length > 0) response.setHeader(revisionsHeader, writeRevisions(stand.revisions));
    return stand;
  }

  /** The stand that an answer follows, with its revisions told and its ETag set; throws NotModified where the client has the answer. */
  async open(
    exchange: Pick<Exchange, 'etag' | 'viewer' | 'response'>,
    { dependsOn, at: asked, also = '', form = '' }: Dependence,
  ): Promise<OpenAnswer> {
    const { etag, viewer } = exchange;
    // Before the ETag: a 304 tells them too.
    const stand = await this.tell(exchange, dependsOn);
    const at = asked ?? stand.referenceDate;
    this.declared ??= this.declaredBy();
    const state = [viewerName(viewer), stand.revision, at, stand.demo, await this.declared, also].join(' ');
    etag(`${state} ${form}`);
    return { ...stand, at, state };
  }

  /** Answers `endpoint`; throws NotModified where the client has the answer. The reply is checked when it is made. */
  async give<Params, Query, Reply>(
    endpoint: Endpoint<Params, Query, Reply>,
    exchange: Exchange,
    { kept, make, ...dependence }: Question<NoInfer<Reply>>,
  ): Promise<Payload> {
    const { signal, viewer, request } = exchange;
    const open = await this.open(exchange, dependence);
    const bytes = async () => Buffer.from(JSON.stringify(endpoint.reply.parse(await make(open))));
    if (!kept || viewer.kind !== 'public') return new Payload(json, await bytes());
    const key = `${request.originalUrl} ${open.state}`;
    return new Payload(json, await this.memory.get(key, signal, async () => ({ bytes: await bytes(), tag: key })));
  }
}

/** What routes are given: the parts of the portal, and the path by which all of them answer. */
export interface RouteDeps extends Deps {
  readonly answers: Answers;
}
