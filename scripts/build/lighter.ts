import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const inClient = (file: string) => fileURLToPath(new URL(`../../client/${file}`, import.meta.url));

/** What is imported, and what the page gets instead of it. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)compiled\/messages\.js$/, inClient('text/spoken.ts')],
  [/(^|\/)compiled\/runtime\.js$/, inClient('text/language.svelte.ts')],
  [/^zod$/, inClient('api/light-zod.ts')],
];

/**
 * What the page has instead of something heavier with the same face: messages of the one language that it speaks, not of all;
 * and of zod what the contract uses.
 */
export function lighter(): Plugin {
  return {
    name: 'lighter',
    enforce: 'pre',
    resolveId: (source) => instead.find(([name]) => name.test(source))?.[1] ?? null,
  };
}

/** Lets schemas of the contract that a page never asks for be left out: to make one does nothing, which no bundler can see. */
export function onlySchemasAskedFor(): Plugin {
  return {
    name: 'only-schemas-asked-for',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!/[\\/]server[\\/]contract[\\/]/.test(id)) return null;
      const made = this.parse(code).body.flatMap((statement) => {
        const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declared?.type !== 'VariableDeclaration') return [];
        return declared.declarations.flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []));
      });
      const pure = made
        .reverse()
        .reduce(
          (text, { start, end }) =>
            `${text.slice(0, start)}/* @__PURE__ */ (() => ${text.slice(start, end)})()${text.slice(end)}`,
          code,
        );
      return { code: pure, map: null };
    },
  };
}
