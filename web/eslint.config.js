import globals from 'globals';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layers } from './eslint/layers.js';

const root = import.meta.dirname;
const tests = ['**/*.test.{ts,tsx}', '**/*.e2e.ts', '**/test/**', 'e2e/**', '**/*.config.ts'];

/** Text becomes markup nowhere, and a message to another window always names who may read it. */
const forbidden = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is shown as text.' },
  { selector: "Property[key.name='dangerouslySetInnerHTML']", message: 'Text is shown as text.' },
  { selector: 'MemberExpression[property.name=/^(inner|outer)HTML$/]', message: 'Text is shown as text.' },
  { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'Text is shown as text.' },
  { selector: "CallExpression[callee.property.name='postMessage'] > Literal[value='*']", message: 'Name the exact origin.' },
  {
    selector: "CallExpression[callee.property.name='postMessage'] Property[key.name='targetOrigin'] > Literal[value='*']",
    message: 'Name the exact origin.',
  },
];

export default tseslint.config(
  { ignores: ['coverage/**', 'dist/**', '**/node_modules/**', '**/generated/**', '**/*.generated.ts', '**/routeTree.gen.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    plugins: { deskbell: { rules: { layers } }, 'react-hooks': reactHooks },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: root },
    },
    rules: {
      'max-lines': ['error', 400],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...forbidden],
      'deskbell/layers': ['error', { root }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // The client package also runs where there is no page: storage, clock and network are handed in.
    files: ['packages/client/src/**', 'packages/protocol/src/**'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage'].map((name) => ({
          name,
          message: 'This package knows no page: take it as a parameter.',
        })),
      ],
    },
  },
  { files: ['**/*.tsx'], ...jsxA11y.flatConfigs.recommended },
  {
    // Tests look at what was rendered and may bring what helps them tell their story.
    files: tests,
    rules: { 'deskbell/layers': 'off', 'no-restricted-syntax': 'off', '@typescript-eslint/no-misused-promises': 'off' },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node }, rules: { 'max-lines': ['error', 400] } },
);
