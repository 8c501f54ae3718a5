import { addressOf, type AddressInput } from '#contract/address-of.ts';
import { Accepted, type Endpoint } from '#contract/endpoint.ts';
import { Problem } from '#contract/problem.ts';
import { takeCarried } from './carried.ts';
import { Kept } from './kept.ts';
import { ProblemError } from './problem.ts';
import { noteAnswer, noteAsked } from './revisions.svelte.ts';

export interface CallInput<Params, Query> extends AddressInput<Params, Query> {
  readonly body?: FormData;
  /** Sent as a bearer token: writes need one. */
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/**
 * Replies by address with their ETag: several parts of the page ask for the same lists (measures, sets, the portal), and what
 * the portal says has not changed is not read and checked again.
 */
const replies = new Kept<{ readonly tag: string; readonly reply: unknown }>(24);

/** Asks the portal and gives its checked answer, which nobody may change; throws ProblemError, or the abort of `signal`. */
export async function call<Params, Query, Reply>(
  endpoint: Endpoint<Params, Query, Reply>,
  input: CallInput<Params, Query> = {},
): Promise<Reply> {
  const address = addressOf(endpoint, input);
  const carried = endpoint.method === 'get' && input.token === undefined ? takeCarried(address) : null;
  if (carried !== null) {
    // Not as a response, which is read in pieces: the first screen has it before it is painted.
    noteAnswer(carried.headers, input.signal);
    return keep(address, carried.headers.get('etag'), checked(endpoint, carried.body));
  }
  const response = await send(endpoint, input, endpoint.mediaType ?? 'application/json');
  const tag =
    endpoint.method === 'get' && input.token === undefined && response.ok ? response.headers.get('etag') : null;
  const known = replies.get(address);
  if (tag !== null && known?.tag === tag) {
    await response.body?.cancel();
    return known.reply as Reply;
  }
  const body = await readJson(response);
  // A refused file is answered with 422 and its report: an answer, though not the one that was hoped for.
  if (!response.ok && !endpoint.reply.safeParse(body).success) throw readProblem(endpoint.id, response.status, body);
  return keep(address, tag, checked(endpoint, body));
}

function checked<Params, Query, Reply>({ id, reply }: Endpoint<Params, Query, Reply>, body: unknown): Reply {
  const parsed = reply.safeParse(body);
  if (!parsed.success) throw new ProblemError('unreadable', `${id}: ${parsed.error.issues[0]?.message ?? ''}`, id);
  return parsed.data;
}

function keep<Reply>(address: string, tag: string | null, reply: Reply): Reply {
  if (tag !== null) replies.set(address, { tag, reply });
  return reply;
}

/**
 * Asks for work that takes long: the answer comes when the request is in, and the work goes on whatever becomes of the page.
 * Gives the id to ask with how far it is; throws as `call`.
 */
export async function begin<Params, Query, Reply>(
  endpoint: Endpoint<Params, Query, Reply>,
  input: CallInput<Params, Query>,
): Promise<Accepted> {
  const response = await send(endpoint, input, 'application/json', { prefer: 'respond-async' });
  const body = await readJson(response);
  const accepted = Accepted.safeParse(body);
  if (!response.ok || !accepted.success) throw readProblem(endpoint.id, response.status, body);
  return accepted.data;
}

/** Asks for a file, which no schema checks; throws as `call`. */
export async function callFile<Params, Query, Reply>(
  endpoint: Endpoint<Params, Query, Reply>,
  input: CallInput<Params, Query>,
): Promise<Blob> {
  const response = await send(endpoint, input, '*/*');
  if (!response.ok) throw readProblem(endpoint.id, response.status, await readJson(response));
  return response.blob();
}

async function send<Params, Query, Reply>(
  endpoint: Endpoint<Params, Query, Reply>,
  input: CallInput<Params, Query>,
  accept: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { body, token, signal } = input;
  noteAsked(endpoint.id, signal);
  try {
    const response = await fetch(addressOf(endpoint, input), {
      method: endpoint.method.toUpperCase(),
      headers: { accept, ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    noteAnswer(response.headers, signal);
    return response;
  } catch (failure) {
    if (signal?.aborted === true) throw failure;
    throw new ProblemError('unreachable', null, endpoint.id);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function readProblem(asked: string, status: number, body: unknown): ProblemError {
  const problem = Problem.safeParse(body);
  return problem.success
    ? ProblemError.of(problem.data, asked)
    : new ProblemError('unreadable', `HTTP ${status}`, asked);
}
