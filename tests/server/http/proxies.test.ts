import type { IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { noticeProxies } from '#http/proxies.ts';

const request = (headers: IncomingMessage['headers']) => ({ headers }) as IncomingMessage;

test.each([
  [0, 1],
  [1, 0],
])('a proxy is named once where TRUST_PROXY=%i does not count it', (trustProxy, lines) => {
  const said: string[] = [];
  const notice = noticeProxies({ trustProxy }, pino({ level: 'warn' }, { write: (line: string) => said.push(line) }));
  notice(request({ host: 'x' }));
  expect(said).toEqual([]);
  for (let time = 0; time < 3; time++) notice(request({ 'x-forwarded-for': '203.0.113.9' }));
  expect(said).toHaveLength(lines);
  // The address of whoever asks is nobody's business.
  expect(said.join()).not.toContain('203.0.113.9');
});
