import express, { type Request } from 'express';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askerOf } from '#http/asker.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});

test.each([
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['10.1.2.3', '10.1.2.3'],
  [undefined, ''],
])('%s is counted as %s', (remote, asker) => {
  expect(askerOf(from(remote), { trustProxy: 0 })).toBe(asker);
});

test('a network of IPv6 is one asker, its neighbour another', () => {
  const of = (address: string) => askerOf(from(address), { trustProxy: 0 });
  expect(of('2001:db8:1:2:3::4')).toBe(of('2001:db8:1:2:ffff::1'));
  expect(of('2001:db8:1:2::')).not.toBe(of('2001:db8:1:3::'));
});

test('behind proxies it is the client that Express finds', () => {
  const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '172.16.0.9', '8.8.8.8');
  fc.assert(
    fc.property(fc.nat(4), address, fc.array(address, { maxLength: 5 }), (trustProxy, remote, named) => {
      const app = express().set('trust proxy', trustProxy);
      const request = from(remote, named.length === 0 ? undefined : named.join(', '));
      const asked = Object.setPrototypeOf({ ...request, connection: request.socket, app }, express.request) as Request;
      expect(askerOf(request, { trustProxy })).toBe(asked.ip);
    }),
  );
});
