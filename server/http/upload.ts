import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy, type FileInfo } from 'busboy';
import type { Request } from 'express';
import { Fault } from '#contract/faults.ts';
import { makeWorkFolder } from '#server/work-folders.ts';

/** A file of an upload: the name that it was sent with, and where it lies. */
export interface UploadedFile {
  readonly name: string;
  readonly path: string;
}

interface Limits {
  readonly fileBytes: number;
}

/** Name of the parts that hold what is imported. */
const wholePart = 'file';
/** A file that has come in under the name of its part. */
interface Part extends UploadedFile {
  readonly part: string;
}

/** Parts of a loose shapefile or MapInfo table; nobody needs more. */
const mostFiles = 12;
/** An upload as large as one is taken must come in at some 500 kB a second. */
const uploadMs = (limits: Limits) => Math.max(120_000, limits.fileBytes / 500);
/** Boundaries of the parts beside the files themselves. */
const multipartBytes = 100_000;
/** Longer names would have to be cut, and with them the ending that says what the file is. */
const longestName = 200;
/** A file comes as it is: nobody sends it as mail does, and it would be read as other bytes than it has. */
const plainEncodings: readonly string[] = ['7bit', '8bit', 'binary'];

/** Files of a request that have come in; whoever takes them removes them when they are done with. */
export interface Upload {
  readonly files: readonly UploadedFile[];
  /** Files that were given beside them, by the name of their part. */
  readonly beside: ReadonlyMap<string, UploadedFile>;
  remove(): Promise<void>;
}

/**
 * Takes the files of a multipart request into a folder of their own: parts called `file`, and one of each name in `others`. Throws
 * Fault that says which limit was met.
 */
export async function takeUpload(request: Request, limits: Limits, others: readonly string[] = []): Promise<Upload> {
  checkHead(request, limits);
  const folder = await makeWorkFolder('upload');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const parts = await receive(request, { ...limits, others }, folder);
    const files = parts.filter(({ part }) => part === wholePart);
    if (files.length === 0) throw new Fault('fileMissing', {}, 'body.file');
    return {
      files,
      beside: new Map(parts.flatMap((file) => (file.part === wholePart ? [] : [[file.part, file]]))),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function checkHead(request: Request, limits: Limits) {
  if (!request.is('multipart/form-data')) {
    throw new Fault('uploadNotMultipart', {});
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new Fault('uploadEncoded', {});
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + multipartBytes) throw tooLarge(limits);
}

/**
 * Reads the body to its end, or to the first reason to refuse it. Throws Fault, or the error of a file that could not
 * be written. When it is done nothing writes into the folder any more.
 */
async function receive(
  request: Request,
  limits: Limits & { readonly others: readonly string[] },
  folder: string,
): Promise<Part[]> {
  const parser = openParser(request, limits);
  const given: Part[] = [];
  const written: Promise<void>[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      let refused = false;
      const refuse = (reason: Error) => {
        refused = true;
        reject(reason);
      };
      parser.on('file', (part, stream, { filename, encoding }: FileInfo) => {
        const fault = refused ? null : faultOf({ part, name: filename, encoding }, given, limits.others);
        if (fault !== null) refuse(fault);
        // The rest of a chunk is parsed after its fault was found.
        if (refused || filename === undefined) {
          stream.destroy();
          return;
        }
        const file = { part, name: filename, path: path.join(folder, `part-${given.length}`) };
        given.push(file);
        written.push(write(stream, file.path, refuse));
        stream.once('limit', () => refuse(tooLarge(limits)));
      });
      for (const limit of ['filesLimit', 'partsLimit'] as const)
        parser.once(limit, () => refuse(new Fault('filesTooMany', { most: mostFiles }, 'body.file')));
      parser.once('fieldsLimit', () => refuse(new Fault('uploadFieldGiven', {}, 'body')));
      // It complains of every broken part, and once more when it is closed.
      parser.on('error', (error: Error) => refuse(broken(error)));
      parser.once('close', resolve);
      feed(request, parser, limits, refuse);
    });
    await Promise.all(written);
  } finally {
    parser.destroy();
    // What still comes is read and thrown away, so that the client gets to read the answer.
    request.resume();
    await Promise.allSettled(written);
  }
  return given;
}

/**
 * Gives the body to the parser and closes it after the last byte. It is closed, not ended: an end waits for ever for a
 * file that was begun behind the last boundary, a close says that it is cut short.
 */
function feed(request: Request, parser: Busboy, limits: Limits, refuse: (reason: Fault) => void): void {
  // It is gone already where the client broke off while the folder was made.
  if (request.destroyed) {
    refuse(brokenOff());
    return;
  }
  const clock = setTimeout(
    () => refuse(new Fault('uploadTooSlow', { seconds: uploadMs(limits) / 1000 })),
    uploadMs(limits),
  );
  request.once('close', () => {
    clearTimeout(clock);
    if (!request.readableEnded) refuse(brokenOff());
  });
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.fileBytes + multipartBytes) refuse(tooLarge(limits));
    // A parser that is closed calls back too: then this throws away what comes.
    request.pause();
    parser.write(chunk, () => request.resume());
  });
  request.once('end', () => parser.destroy());
}

/** Writes one file. `fail` is told at once what went wrong: the parser would wait for a file that takes no more. */
function write(stream: Readable, file: string, fail: (reason: Error) => void): Promise<void> {
  const out = createWriteStream(file).once('error', fail);
  // A stream that the parser ends with an error was cut short.
  stream.once('error', (error) => fail(broken(error)));
  const writing = pipeline(stream, out);
  // Told above; here it would end the process before anybody waits for it.
  writing.catch(() => undefined);
  return writing;
}

function openParser(request: Request, limits: Limits): Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: mostFiles, fileSize: limits.fileBytes, fields: 0, parts: mostFiles + 1 },
    });
  } catch (error) {
    throw new Fault('uploadUnreadable', { reason: (error as Error).message }, 'body');
  }
}

/** What is wrong with a part that holds a file; null where nothing is. */
function faultOf(
  { part, name, encoding }: { part: string | undefined; name: string | undefined; encoding: string },
  given: readonly Part[],
  others: readonly string[],
): Fault | null {
  const known = [wholePart, ...others];
  if (part === undefined || !known.includes(part))
    return new Fault('partUnknown', { known: known.map((one) => `"${one}"`).join(' or ') }, 'body');
  if (part !== wholePart && given.some((file) => file.part === part)) return new Fault('partTwice', { part }, 'body');
  if (name === undefined || name === '') return new Fault('partNameless', {}, 'body');
  if (/\p{Cc}/u.test(name)) return new Fault('fileNameControl', {}, 'body');
  if (name.length > longestName) return new Fault('fileNameLong', { most: longestName }, 'body');
  if (!plainEncodings.includes(encoding)) return new Fault('partEncoded', { encoding }, 'body');
  return null;
}

/** What the parser complains of. */
function broken({ message }: Error): Fault {
  if (message === 'Malformed part header') return new Fault('partHeaderBroken', {}, 'body');
  if (message.startsWith('Unexpected end of')) return new Fault('uploadUnended', {}, 'body');
  return new Fault('uploadBroken', { reason: message }, 'body');
}

function brokenOff(): Fault {
  return new Fault('uploadBrokenOff', {}, 'body');
}

function tooLarge({ fileBytes }: Limits): Fault {
  return new Fault('uploadTooLarge', { megabytes: Math.ceil(fileBytes / 1_000_000) }, 'body.file');
}
