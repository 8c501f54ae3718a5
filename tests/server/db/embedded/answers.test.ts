import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerReader, fatal, ready } from '#db/embedded/answers.ts';
import { message } from '#db/embedded/frames.ts';

const row = (words: string) => message('D', Buffer.from(words));
const copyIn = message('G', Buffer.alloc(5));
const complete = message('C', Buffer.from('SELECT 1\0'));

function read(pieces: readonly Buffer[]) {
  const reader = new AnswerReader();
  const kept = Buffer.concat(
    pieces.flatMap((piece) => {
      // The engine writes over its memory.
      const own = Buffer.from(piece);
      const copies = reader.push(own);
      own.fill(0xff);
      return copies;
    }),
  );
  return { kept: kept.toString('latin1'), status: reader.status };
}

test.each<[string, Buffer[], Buffer[], string | null]>([
  ['rows and the end', [row('a'), complete, Buffer.from(ready('I'))], [row('a'), complete], 'I'],
  ['two ends', [Buffer.from(ready('T')), Buffer.from(ready('E'))], [], 'E'],
  ['the end between', [row('a'), Buffer.from(ready('T')), row('b')], [row('a'), row('b')], 'T'],
  ['no end', [row('a')], [row('a')], null],
  [
    'a COPY that nobody can feed',
    [copyIn, Buffer.from(fatal('57014', 'no'))],
    [Buffer.from(fatal('57014', 'no'))],
    null,
  ],
  ['nothing', [], [], null],
])('leaves out ReadyForQuery: %s', (_, messages, kept, status) => {
  expect(read([Buffer.concat(messages)])).toEqual({ kept: Buffer.concat(kept).toString('latin1'), status });
});

test('is read alike however it is cut', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 30 }).map(row),
    fc.constantFrom<('I' | 'T' | 'E')[]>('I', 'T', 'E').map((status) => Buffer.from(ready(status))),
    fc.constant(copyIn),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (parts, sizes) => {
        const bytes = Buffer.concat(parts);
        const pieces: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(read(pieces)).toEqual(read([bytes]));
        expect(read([bytes]).kept).toBe(Buffer.concat(parts.filter((bytes) => bytes[0] === 0x44)).toString('latin1'));
      },
    ),
    { numRuns: 300 },
  );
});
