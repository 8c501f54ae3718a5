import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { message, patientName, ProtocolFault, RequestReader, type Request } from '#db/embedded/frames.ts';

const text = (words: string) => Buffer.from(`${words}\0`);
const query = (sql: string) => message('Q', text(sql));
const parse = (sql: string) => message('P', Buffer.concat([text(''), text(sql), Buffer.alloc(2)]));
const bind = message('B', Buffer.concat([text(''), text(''), Buffer.alloc(6)]));
const execute = message('E', Buffer.concat([text(''), Buffer.alloc(4)]));
const sync = message('S', Buffer.alloc(0));
const flush = message('H', Buffer.alloc(0));
const terminate = message('X', Buffer.alloc(0));
const copyData = message('d', Buffer.from('1\n'));
const copyDone = message('c', Buffer.alloc(0));
const extended = (sql: string) => Buffer.concat([parse(sql), bind, execute, sync]);

/** A packet before the first message: its length, a code of 32 bits, and what follows. */
function packet(code: number, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, body]);
}
const startup = packet(3 << 16, Buffer.from('user\0postgres\0\0'));
const named = (name: string) => packet(3 << 16, Buffer.from(`user\0postgres\0application_name\0${name}\0\0`));

function read(chunks: readonly Buffer[]): Request[] {
  const reader = new RequestReader();
  return chunks.flatMap((chunk) => reader.push(chunk));
}

/** Types of the messages of each group, and the other requests by their kind. */
function shape(requests: readonly Request[]): string[] {
  return requests.map((request) => {
    if (request.kind !== 'group') return request.kind;
    const types: string[] = [];
    const bytes = Buffer.from(request.bytes);
    for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1))
      types.push(bytes.toString('latin1', at, at + 1));
    return `${types.join('')}${request.whole ? '' : '...'}`;
  });
}

describe('what a client sends', () => {
  test.each<[string, Buffer[], string[]]>([
    ['a query', [query('select 1')], ['Qf']],
    ['an extended query', [extended('select 1')], ['PBEfS']],
    ['two in one chunk', [extended('select 1'), query('select 2')], ['PBEfS', 'Qf']],
    ['no Sync yet', [parse('select 1'), bind], []],
    ['a Sync alone', [sync], ['S']],
    ['a Flush, then the rest', [parse('select 1'), flush, bind, execute, sync], ['PH...', 'BEfS']],
    ['several executions before one Sync', [bind, execute, bind, execute, sync], ['BEfBEfS']],
    ['a function call', [message('F', Buffer.alloc(8))], ['F']],
    ['rows for a COPY that has failed', [query('copy t from stdin'), copyData, copyDone, sync], ['Qf', 'S']],
    ['the end after a question', [query('select 1'), terminate], ['Qf', 'terminate']],
  ])('%s', (_, messages, expected) => {
    expect(shape(read([Buffer.concat([startup, ...messages])]))).toEqual(['startup', ...expected]);
  });

  test.each<[string, Buffer, Request]>([
    ['TLS', packet(80_877_103), { kind: 'encryption' }],
    ['GSSAPI', packet(80_877_104), { kind: 'encryption' }],
    ['a cancellation', packet(80_877_102, Buffer.alloc(8)), { kind: 'cancel' }],
    ['protocol 3.0', startup, { kind: 'startup', minor: 0, patient: false }],
    ['a name', named('ntm-map-portal'), { kind: 'startup', minor: 0, patient: false }],
    ['patience', named(patientName), { kind: 'startup', minor: 0, patient: true }],
    ['protocol 3.2', packet((3 << 16) + 2, Buffer.from('\0')), { kind: 'startup', minor: 2, patient: false }],
  ])('asked first: %s', (_, bytes, expected) => {
    expect(read([bytes])).toEqual([expected]);
  });

  test('a refused encryption leaves the connection at its beginning', () => {
    expect(shape(read([packet(80_877_104), packet(80_877_103), startup, query('select 1')]))).toEqual([
      'encryption',
      'encryption',
      'startup',
      'Qf',
    ]);
  });

  test.each<[string, Buffer]>([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['protocol 2', packet(2 << 16, Buffer.from('\0'))],
    ['a startup that is too short', Buffer.from([0, 0, 0, 4, 0, 0, 0, 0])],
    ['an unknown type', Buffer.concat([startup, message('!', Buffer.alloc(0))])],
    ['a password that nobody asked for', Buffer.concat([startup, message('p', text('secret'))])],
    ['a length that holds not even itself', Buffer.concat([startup, Buffer.from([0x51, 0, 0, 0, 3])])],
    ['a negative length', Buffer.concat([startup, Buffer.from([0x51, 0xff, 0xff, 0xff, 0xff])])],
    ['a length above 1 GB', Buffer.concat([startup, Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff])])],
  ])('is refused: %s', (_, bytes) => {
    expect(() => read([bytes])).toThrow(ProtocolFault);
  });

  test('is read alike however it is cut', () => {
    const sentence = fc.oneof(
      fc.string({ maxLength: 40 }).map((sql) => query(sql.replaceAll('\0', ''))),
      fc.string({ maxLength: 40 }).map((sql) => extended(sql.replaceAll('\0', ''))),
      fc.constantFrom(sync, flush, parse('select 1'), copyData, copyDone),
    );
    const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 12 }), cuts, (sentences, sizes) => {
        const bytes = Buffer.concat([startup, ...sentences]);
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(read(chunks)).toEqual(read([bytes]));
      }),
      { numRuns: 300 },
    );
  });

  test('a long statement in many chunks stays whole, and what is read costs no more for them', () => {
    const bytes = Buffer.concat([startup, extended(`select '${'x'.repeat(30_000_000)}'`)]);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 4_096) }, (_, index) =>
      bytes.subarray(index * 4_096, (index + 1) * 4_096),
    );
    const began = performance.now();
    const requests = read(chunks);
    expect(shape(requests)).toEqual(['startup', 'PBEfS']);
    // Put together anew by each of 7,000 chunks it would be 100 GB.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
