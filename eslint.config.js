import tseslint from 'typescript-eslint';

const error = 'error';

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'node_modules/', 'data/'] },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.base],
    rules: { 'no-unused-vars': [error, { caughtErrors: 'none' }], 'prefer-const': error, eqeqeq: error },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: error,
      '@typescript-eslint/consistent-type-exports': error,
      '@typescript-eslint/consistent-type-imports': error,
      '@typescript-eslint/prefer-optional-chain': error,
      '@typescript-eslint/switch-exhaustiveness-check': [error, { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        error,
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Digits and codes are taken apart letter by letter.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': [error, { varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': [error, { allowNumber: true }],
      // A row of the database has the type that its reader names.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // A port is asynchronous even where what stands behind it is not.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // What a program printed is read as JSON, and a wrong key fails the test.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
