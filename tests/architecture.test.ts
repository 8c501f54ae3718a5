import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { endpoints } from '#contract/endpoints.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.d.ts'));
const text = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
};

/** Files of this repository that a file imports, types included. */
function importsOf(file: string): string[] {
  const source = text.get(file) ?? '';
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([#.][^']*)'/g)].map(([, name = '']) => resolve(file, name));
}

function resolve(file: string, name: string): string {
  for (const [alias, target] of Object.entries(manifest.imports)) {
    const prefix = alias.replace('*', '');
    if (name.startsWith(prefix)) return path.posix.join(target.replace('*', name.slice(prefix.length)));
  }
  return path.posix.join(path.posix.dirname(file), name);
}

/** Room of a file, as the table below names it. */
function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'server') {
    if (parts.length === 2) return parts[1] === 'app.ts' || parts[1] === 'main.ts' ? 'server/main' : 'server/base';
    if (parts[1] === 'resources') return parts.at(-1) === 'routes.ts' ? 'resources/routes' : 'resources/service';
    return `server/${parts[1]}`;
  }
  if (parts[0] === 'client') return parts.length === 2 ? 'client' : `client/${parts[1]}`;
  return parts[0] ?? '';
}

// An arrow means "may import"; nothing else may. `server/base` is config.ts, deps.ts and worker.ts.
const arrows: Record<string, readonly string[]> = {
  client: ['client/routes', 'client/lib', 'client/map', 'client/ui', 'client/api', 'client/text', 'server/contract'],
  'client/routes': ['client/lib', 'client/map', 'client/ui', 'client/api', 'client/text', 'server/contract'],
  'client/lib': ['client/map', 'client/ui', 'client/api', 'client/text', 'server/contract'],
  'client/map': ['client/ui', 'client/api', 'client/text', 'server/contract'],
  'client/ui': ['client/text'],
  'client/api': ['server/contract'],
  'client/text': ['server/contract'],
  'server/main': [
    'server/base',
    'server/http',
    'server/db',
    'server/catalog',
    'resources/routes',
    'resources/service',
    'server/contract',
  ],
  'resources/routes': ['resources/service', 'server/http', 'server/catalog', 'server/base', 'server/contract'],
  'resources/service': [
    'resources/service',
    'server/rules',
    'server/geo',
    'server/catalog',
    'server/formats',
    'server/db',
    'server/base',
    'server/http',
    'server/contract',
  ],
  'server/http': ['server/contract', 'server/base'],
  'server/rules': ['server/contract'],
  'server/geo': ['server/rules', 'server/contract', 'server/base'],
  'server/catalog': ['server/db', 'server/rules', 'server/contract', 'server/base', 'data'],
  'server/formats': ['server/rules', 'server/base', 'server/contract'],
  'server/db': ['server/base', 'server/contract'],
  'server/contract': [],
  'server/base': ['server/db', 'server/catalog'],
  data: ['server/contract'],
  scripts: [
    'resources/service',
    'server/catalog',
    'server/db',
    'server/formats',
    'server/rules',
    'server/main',
    'server/base',
    'server/contract',
    'data',
  ],
};

const productFiles = files.filter((file) => /^(client|server|data|scripts)\//.test(file));

describe('rooms', () => {
  test('every import follows an arrow', () => {
    const crossed = productFiles.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith('client/text/compiled') && target !== 'package.json')
        .filter((target) => roomOf(target) !== roomOf(file) && !arrows[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(crossed).toEqual([]);
  });

  test('one piece of the client’s library never imports another', () => {
    const piece = (file: string) => file.split('/').slice(0, 3).join('/');
    const crossed = productFiles
      .filter((file) => file.startsWith('client/lib/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith('client/lib/') && piece(target) !== piece(file))
          .map((target) => `${file} -> ${target}`),
      );
    expect(crossed).toEqual([]);
  });

  test('nothing imports in a circle, types included', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (state.get(file) === 'done' || !text.has(file)) return;
      if (state.get(file) === 'open') {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of importsOf(file)) visit(target, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of productFiles) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('nothing of the product imports tests or scripts', () => {
    const crossed = productFiles
      .filter((file) => !file.startsWith('scripts/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /^(tests|scripts)\//.test(target))
          .map((target) => `${file} -> ${target}`),
      );
    expect(crossed).toEqual([]);
  });

  test('there are no barrels', () => {
    expect(productFiles.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
  });
});

describe('endpoints', () => {
  // One that is served but not listed stands in no documentation, and other methods on its address find nothing there.
  test('every endpoint that the contract exports is in the list, once', () => {
    const modules = import.meta.glob<Record<string, unknown>>('../server/contract/*.ts', { eager: true });
    const exported = Object.values(modules).flatMap(Object.values).filter(isEndpoint);
    expect(exported.length).toBeGreaterThan(30);
    expect(endpoints.map(({ id }) => id).sort()).toEqual(exported.map(({ id }) => id).sort());
  });
});

function isEndpoint(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && 'path' in value && 'reply' in value;
}

describe('addresses of SQL', () => {
  test('statements stand in migrations, in resources/<r>/*.sql and in catalog/*sql.ts', () => {
    const sql = /`\s*(select\s[^`]*\sfrom\s|insert into\s|update\s+\w+\s+set\s|delete from\s|with\s+\w+\s+as\s)/i;
    const allowed = /^server\/(catalog\/(\w+-)?sql\.ts|db\/)|^scripts\/bench/;
    const found = productFiles.filter(
      (file) => /^(server|scripts)\//.test(file) && !allowed.test(file) && sql.test(text.get(file) ?? ''),
    );
    expect(found).toEqual([]);
  });
});

describe('README', () => {
  test('its tree names every room and no other', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const tree = /```tree\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const named = new Set<string>();
    let top = '';
    for (const line of tree.split('\n')) {
      const match = /^( *)([\w.-]+)\//.exec(line);
      if (!match) continue;
      const [, indent = '', name = ''] = match;
      if (indent.length === 0) top = name;
      else named.add(`${top}/${name}`);
    }
    const rooms = new Set(
      execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
        .split('\n')
        .map((file) => file.split('/'))
        .filter((parts) => parts.length > 2 && /^(client|server|data|tests)$/.test(parts[0] ?? ''))
        .map((parts) => `${parts[0]}/${parts[1]}`),
    );
    expect([...named].sort()).toEqual([...rooms].sort());
  });
});
