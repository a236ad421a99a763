/** A mutant that no test can find, since the program does the same with it. */
export interface Equivalent {
  readonly file: string;
  /** The line, without its indentation. */
  readonly code: string;
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'src/core/plan.ts',
    code: "for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1) keys[place] = keys[place - 1] ?? '';",
    change: '> becomes >=',
    why: 'No record has a key twice.',
  },
  {
    file: 'src/core/benefit.ts',
    code: "const activated = of.find(({ act }) => act === 'activated');",
    change: 'find becomes findLast',
    why: 'A benefit is activated once a term.',
  },
];
