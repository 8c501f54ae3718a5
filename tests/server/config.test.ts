import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '#server/config.ts';

test('an empty environment gives the documented defaults', () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: null,
    dataDir: path.resolve('.data'),
    demo: 'on',
    referenceDate: null,
    adminToken: null,
  });
});

test('with a server database the demo stays as it is unless asked for', () => {
  const DATABASE_URL = 'postgresql://u:p@h/d';
  expect(readConfig({ DATABASE_URL }).demo).toBe('asIs');
  expect(readConfig({ DATABASE_URL, DEMO: 'on' }).demo).toBe('on');
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: null });
});

describe('a wrong value is one sentence that names the variable and what to set', () => {
  test.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x'],
    ['DEMO', 'yes'],
    ['REFERENCE_DATE', '2024-02-30'],
    ['ADMIN_TOKEN', 'short'],
    ['PUBLIC_URL', 'ftp://x'],
    ['TRUST_PROXY', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} cannot be .+: set it to .+, or leave it out\\.$`));
  });

  test('a secret is never printed back', () => {
    expect(() => readConfig({ ADMIN_TOKEN: 'hunter2' })).not.toThrow(/hunter2/);
  });
});
