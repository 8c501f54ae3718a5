import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { inMegabytes, type Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';
import { Refusal } from '#http/problem.ts';

/** Parts of a loose shapefile or MapInfo table; nobody needs more. */
const mostFiles = 12;
/** An upload as large as one is taken must come in at some 500 kB a second. */
const uploadMs = (limits: Limits) => Math.max(120_000, limits.fileBytes / 500);
/** Boundaries of the parts beside the files themselves. */
const multipartBytes = 100_000;

/**
 * Takes the files of a multipart request into a folder of their own, hands them to `work`, and removes the folder
 * whatever happens. Throws Refusal that says which limit was met.
 */
export async function withUpload<T>(
  request: Request,
  limits: Limits,
  work: (files: GivenFile[]) => Promise<T>,
): Promise<T> {
  checkHead(request, limits);
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-upload-'));
  try {
    return await work(await receive(request, limits, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkHead(request: Request, limits: Limits) {
  if (!request.is('multipart/form-data')) {
    throw new Refusal('unsupportedMediaType', 'Send the file as multipart/form-data in a part called "file".');
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new Refusal('unsupportedMediaType', 'Send the upload without Content-Encoding: a zip is compressed enough.');
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + multipartBytes) throw tooLarge(limits);
}

async function receive(request: Request, limits: Limits, folder: string): Promise<GivenFile[]> {
  const given: GivenFile[] = [];
  const writing: Promise<void>[] = [];
  let bytes = 0;
  const parser = openParser(request, limits);
  const parsed = new Promise<void>((resolve, reject) => {
    const refuse = (refusal: Refusal) => {
      request.unpipe(parser);
      // What still comes is read and thrown away, so that the client gets to read the answer.
      request.resume();
      reject(refusal);
    };
    const clock = setTimeout(
      () =>
        refuse(
          new Refusal('tooLarge', `The upload took more than ${uploadMs(limits) / 1000} seconds: send a smaller file.`),
        ),
      uploadMs(limits),
    );
    parser.on('file', (part, stream, { filename }) => {
      if (part !== 'file') refuse(new Refusal('badRequest', 'Call the part "file".', 'body'));
      const file = {
        name: path.basename(filename || 'file').slice(0, 200),
        path: path.join(folder, `part-${given.length}`),
      };
      given.push(file);
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.fileBytes) refuse(tooLarge(limits));
      });
      stream.once('limit', () => refuse(tooLarge(limits)));
      const write = pipeline(stream, createWriteStream(file.path));
      writing.push(write);
      // Where the upload is refused half-way, writes fail too: the first reason is the one that is told.
      write.catch(() => undefined);
    });
    parser.once('filesLimit', () =>
      refuse(new Refusal('tooLarge', `At most ${mostFiles} files are taken at once: zip them.`, 'body.file')),
    );
    parser.once('error', (error: Error) =>
      refuse(new Refusal('badRequest', `The multipart body is broken (${error.message}): send it anew.`, 'body')),
    );
    parser.once('close', resolve);
    request.once('aborted', () => reject(new Refusal('badRequest', 'The upload was broken off.', 'body')));
    request.once('close', () => clearTimeout(clock));
    request.pipe(parser);
  });
  try {
    await parsed;
    await Promise.all(writing);
  } catch (error) {
    parser.destroy();
    throw error;
  }
  if (given.length === 0) {
    throw new Refusal('badRequest', 'There is no file in the upload: add a part called "file".', 'body.file');
  }
  return given;
}

function openParser(request: Request, limits: Limits) {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: mostFiles, fileSize: limits.fileBytes, fields: 0, parts: mostFiles + 1 },
    });
  } catch (error) {
    throw new Refusal(
      'badRequest',
      `The multipart body cannot be read (${(error as Error).message}): send it anew.`,
      'body',
    );
  }
}

function tooLarge(limits: Limits): Refusal {
  const most = inMegabytes(limits.fileBytes);
  return new Refusal(
    'tooLarge',
    `The upload is larger than ${most}: divide it, or import it with npm run import.`,
    'body.file',
  );
}
