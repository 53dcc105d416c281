import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const nextOwn = ['app/**/*.tsx', 'app/**/*.ts', '*.config.*', 'e2e/**/*.config.ts'];

export default tseslint.config(
  {
    ignores: [
      '.next/',
      'out/',
      'node_modules/',
      'public/',
      'bench/node_modules/',
      'next-env.d.ts',
      'models/',
      'test-results/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    ignores: nextOwn,
    rules: {
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    },
  },
  { files: ['{app,components}/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
);
