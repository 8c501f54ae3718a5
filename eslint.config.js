import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'client/text/compiled/'] },
  tseslint.configs.strict,
  svelte.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name='innerHTML']", message: 'Text nodes only: markup from data runs.' },
        {
          selector: "MemberExpression[property.name='setHTML']",
          message: 'Use setDOMContent: setHTML does not sanitise.',
        },
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'A double cast hides a wrong type: fix the type.',
        },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    // What the page's types declare for every file is not there in Node: a slip of the pen compiles, and throws when it runs.
    files: ['{server,scripts,data,tests}/**/*.ts'],
    ignores: ['tests/e2e/**', 'tests/support/{browser,firefox,shown}.ts', 'scripts/bench/first/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'name',
          'event',
          'status',
          'length',
          'parent',
          'top',
          'self',
          'origin',
          'open',
          'close',
          'stop',
          'find',
          'print',
        ],
        ...[
          'focus',
          'blur',
          'scroll',
          'location',
          'history',
          'screen',
          'document',
          'window',
          'frames',
          'closed',
          'external',
        ],
      ],
    },
  },
  { files: ['**/*.svelte'], rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }] } },
  { files: ['data/criteria/**', 'data/collections/**'], rules: { 'max-lines': 'off' } },
);
