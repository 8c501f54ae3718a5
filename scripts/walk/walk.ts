import { Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Description, type Answer, type ApiDocument } from './description.ts';
import type { Question, Samples } from './questions.ts';

/** A portal that is walked over. */
export interface Walked {
  /** Its address, without a path. */
  readonly url: string;
  /** The token of its administrator, where its imports are walked too. */
  readonly token: string | null;
}

/** Encodings of a body that the portal knows. */
const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
};

/** What is wrong with one answer. */
export interface WalkFault {
  readonly question: Question;
  readonly reason: string;
}

/** An answer that takes longer, three times in a row, is a fault. */
const slowestMs = 10_000;
const tries = 3;
/** Requests in the name of one address: fewer than a portal takes from it in a minute, and than it lets write. */
const readsAnAddress = 10_000;
const writesAnAddress = 50;
const leaks = /SQLSTATE|syntax error|pg_|relation "|column "|at Object\.|node_modules|\/server\/|XX000|PostGIS/i;

/** Asks a portal one question after the other, and judges the answers by its own OpenAPI document. */
export class Walk {
  readonly #portal: Walked;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  #reads = 0;
  #writes = 0;

  private constructor(
    portal: Walked,
    readonly description: Description,
  ) {
    this.#portal = portal;
  }

  /** Reads the document of a portal. Throws where it gives none. */
  static async begin(portal: Walked): Promise<Walk> {
    const response = await fetch(`${portal.url}/api/openapi.json`);
    if (!response.ok) throw new Error(`${portal.url}/api/openapi.json answers ${response.status}`);
    return new Walk(portal, new Description((await response.json()) as ApiDocument));
  }

  /** What there is in the portal, for the parameters that are not tried just now. */
  async samples(): Promise<Samples> {
    const read = async (path: string) =>
      JSON.parse((await this.#ask({ method: 'GET', address: path })).body.toString()) as Record<string, unknown>;
    const [sets, measures, units] = await Promise.all([
      read('/api/criteria-sets'),
      read('/api/measures'),
      read('/api/admin-units?level=commune&limit=1'),
    ]);
    const idOf = (list: unknown, name: string) => String((list as Record<string, unknown>[])[0]?.[name] ?? 'x');
    const code = idOf(units['items'], 'code');
    const set = idOf(sets['sets'], 'id');
    return {
      collectionId: 'communes',
      featureId: code,
      code,
      tileMatrix: '8',
      tileRow: '118',
      tileCol: '205',
      format: 'geojson',
      collection: 'communes',
      id: set,
      '/api/measures/{id}/values id': idOf(measures['measures'], 'id'),
      '/api/imports/{id} id': '00000000-0000-4000-8000-000000000000',
    };
  }

  /** Asks all of them, four at a time; the faults in the order in which they were found. */
  async over(questions: Iterable<Question>, found: (fault: WalkFault) => void): Promise<number> {
    const queue = questions[Symbol.iterator]();
    let asked = 0;
    const work = async () => {
      for (let next = queue.next(); next.done !== true; next = queue.next()) {
        asked++;
        const reason = await this.#faultOf(next.value);
        if (reason !== null) found({ question: next.value, reason });
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    return asked;
  }

  end(): void {
    this.#agent.destroy();
  }

  async #faultOf(question: Question): Promise<string | null> {
    let fastest = Infinity;
    for (let attempt = 0; attempt < tries; attempt++) {
      const began = performance.now();
      let answer: Answer & { readonly cacheControl: string };
      try {
        answer = await this.#ask(question);
      } catch (error) {
        return `no answer: ${String(error)}`;
      }
      const reason = this.#judge(question, answer);
      if (reason !== null) return reason;
      fastest = Math.min(fastest, performance.now() - began);
      if (fastest <= slowestMs) return null;
    }
    return `it takes ${Math.round(fastest)} ms`;
  }

  #judge({ method, address }: Question, answer: Answer & { readonly cacheControl: string }): string | null {
    const { status, type, body, cacheControl } = answer;
    if (status >= 500) return `${status} ${body.toString().slice(0, 300)}`;
    const undescribed = this.description.faultOf(method, address, answer);
    if (undescribed !== null) return undescribed;
    // A report of an import that is refused is a reply, and no problem.
    if (status < 400 || (status === 422 && type.startsWith('application/json'))) return null;
    if (!type.startsWith('application/problem+json')) return `${status} is no problem document but ${type}`;
    if (cacheControl !== 'no-store') return `${status} may be kept: Cache-Control is ${cacheControl}`;
    const leak = leaks.exec(body.toString())?.[0];
    // A refusal may name what it was given; that is no leak.
    const given =
      address.toLowerCase().includes(encodeURIComponent(leak ?? '').toLowerCase()) || leaks.test(readable(address));
    return leak === undefined || given ? null : `${status} speaks of ${leak}: ${body.toString().slice(0, 300)}`;
  }

  #ask(question: Question, again = true): Promise<Answer & { readonly cacheControl: string }> {
    const { method, address, headers = {} } = question;
    const isRead = method === 'GET';
    const client = isRead ? Math.floor(this.#reads++ / readsAnAddress) : Math.floor(this.#writes++ / writesAnAddress);
    const { hostname, port } = new URL(this.#portal.url);
    const { token } = this.#portal;
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          agent: this.#agent,
          hostname,
          port,
          method,
          path: address,
          headers: {
            'X-Forwarded-For': `10.${isRead ? 1 : 2}.${client >> 8}.${client & 255}`,
            ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const { 'content-type': type = '', 'cache-control': cacheControl = '' } = response.headers;
            const decode = decoders[response.headers['content-encoding'] ?? ''] ?? ((bytes: Buffer) => bytes);
            try {
              const body = decode(Buffer.concat(chunks));
              resolve({ status: response.statusCode ?? 0, type, cacheControl, body });
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        },
      );
      // A connection that the server closed while it was idle is no answer to this question.
      asked.once('error', (error) => {
        if (asked.reusedSocket && again) this.#ask(question, false).then(resolve, reject);
        else reject(error);
      });
      asked.end();
    });
  }
}

/** An address as it is meant, where it can be read. */
function readable(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
