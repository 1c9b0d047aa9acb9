// Lint rules for all files, and what PURE folders may not use.
import js from '@eslint/js';
import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { SVELTE_IMPORTS } from './svelte-imports.ts';

const PURE = [
  'proto/*.ts',
  'feed-server/{market,log,delivery,scenarios}/**/*.ts',
  'feed-client/*/*.ts',
  'renderer/{model,format}/**/*.ts',
];
/** Functions that engines may round differently. Code whose results follow from a seed uses exact-math.ts instead. */
const INEXACT = ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'sin', 'cos', 'tan', 'atan2', 'tanh', 'cbrt'];
const CHANCE = [
  { object: 'Math', property: 'random', message: 'Use an injected Random.' },
  { object: 'Date', property: 'now', message: 'Use an injected Clock.' },
];
const IMPURE = [
  '**/*.test.ts',
  'feed-client/connection/{socket,system-clock}.ts',
  'feed-client/diagnosis/http-probe.ts',
  'feed-server/scenarios/scenario-file.ts',
];

export const svelteImportRules: Linter.Config[] = SVELTE_IMPORTS.map(({ files, regex, message }) => ({
  files: [...files],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
}));

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'release/', 'proto/gen/', '**/*.cjs'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // The wire's enums are plain numbers; codec.ts maps them to the names that the rest of the code uses.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // Maps of state objects are not state themselves; anything reactive is a rune.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  ...svelteImportRules,
  {
    files: PURE,
    ignores: IMPURE,
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'process',
        'setTimeout',
        'setInterval',
        'performance',
        'console',
      ],
      'no-restricted-properties': ['error', ...CHANCE],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Use an injected Clock.' },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'PURE folders must not use Node APIs.' }] },
      ],
    },
  },
  {
    files: ['feed-server/market/**/*.ts'],
    ignores: IMPURE,
    rules: {
      'no-restricted-properties': [
        'error',
        ...CHANCE,
        ...INEXACT.map((property) => ({ object: 'Math', property, message: 'Use exact-math.ts.' })),
      ],
    },
  },
);
