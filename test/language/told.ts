import { ERROR_CODES } from '../../src/commands/help.js';
import type { Problem, ProblemCode } from '../../src/errors.js';
import { fileFaults } from '../../src/language/en/evidence.js';
import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';
import { tell, type Said, type Teller } from '../../src/language/said.js';
import type { Words } from '../../src/language/words.js';
import { mark } from './texts.js';

// Facts that choose between texts, or are more than one word; every other one is a mark that the text has to name.
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  problem: ['number', 'not-a-test-number', 'unknown-token', 'expiry', 'expired', 'cvc'],
  wanted: Object.keys(english.problems.wanted),
  what: Object.keys(english.problems.nouns),
  renewable: [true, false],
  nearest: [undefined, '⟨nearest⟩'],
  resume: [undefined, '⟨resume⟩'],
  declineCode: [...Object.keys(english.problems.declined), '⟨declineCode⟩'],
  offers: [['⟨offers⟩']],
  choices: [['⟨choices⟩']],
  missing: [['⟨missing⟩']],
  flags: [['⟨flags⟩']],
  area: [null, '⟨area⟩'],
  shortfall: [[{ metric: '⟨metric⟩', have: 1, need: 2 }]],
  discount: [2500],
  requests: [[1]],
  why: ['grace', 'expired', 'cancelled', 'ending'],
  outcome: Object.keys(english.support.statuses),
  holds: ['events', 'charges'],
  fault: Object.keys(english.tokens.faults),
  act: Object.keys(english.users.acts),
  roles: [[], ['user', 'billing-admin']],
  needed: [['global-admin']],
  who: [[], ['⟨who⟩']],
  others: [[], ['⟨others⟩']],
  mpnIds: [['⟨mpnIds⟩']],
};

// The same fact means something else to a few codes.
const CHOICES_OF: Partial<Record<ProblemCode, typeof CHOICES>> = {
  PAID_ELSEWHERE: { owned: ['no', 'yes', 'term-end'] },
  CARD_NUMBER_IN_ARGUMENTS: { of: [undefined, '⟨of⟩'] },
  NOT_A_MEMBER: {
    offer: [undefined, '⟨offer⟩'],
    noLedgerAt: [undefined, '⟨noLedgerAt⟩'],
    left: [undefined, { company: '⟨company⟩', on: '⟨on⟩' }],
  },
  HAS_ACTIVE_OFFERS: { unsettled: [undefined, ['⟨unsettled⟩']] },
  REFUND_WINDOW_CLOSED: { until: [null, '⟨until⟩'], why: Object.keys(english.support.noRefund) },
  TRANSFER_CLOSED: {
    why: ['expired', 'taken', 'cancelled', 'paid', 'by-card'],
    on: ['⟨on⟩'],
    inTime: [undefined, true],
  },
  ARCHIVE_REFUSED: { why: Object.keys(english.elsewhere.evidence.archive) },
  FILE_UNREADABLE: { why: Object.keys(fileFaults) },
  EVIDENCE_REFUSED: { why: Object.keys(english.elsewhere.evidence.faults) },
  REFUND_REFUSED: { reason: [...Object.keys(english.support.reasons), '⟨reason⟩'] },
  PAYMENT_UNKNOWN: {
    order: [null, '⟨order⟩'],
    reason: ['no_answer', 'books_missing', 'charge_unwritten', 'answer_unwritten', 'order_unwritten'],
  },
  ROWS_REFUSED: {
    comparing: [undefined, true],
    command: [undefined, '⟨command⟩'],
    faults: [
      [{ line: 1, column: '⟨column⟩', wanted: 'date' }],
      [
        { line: 1, column: '⟨column⟩', wanted: 'column', nearest: '⟨nearest⟩', choices: ['⟨choices⟩'] },
        { line: 1, column: '⟨column⟩', wanted: 'amount', given: '⟨given⟩', hint: 'decimal' },
        { line: 1, column: '', wanted: 'column' },
        { line: 1, column: '⟨column⟩', wanted: 'cells' },
        { line: 1, column: '', wanted: 'rows' },
      ],
    ],
    conflicts: [
      [],
      [
        { line: 1, mpnId: '⟨mpnId⟩', reason: 'ANSWERS_DIFFER', order: null, fields: { differ: '⟨differ⟩' } },
        { line: 1, mpnId: '⟨mpnId⟩', reason: 'NOT_A_MEMBER', order: null, fields: { missing: ['⟨missing⟩'] } },
        {
          line: 1,
          mpnId: '⟨mpnId⟩',
          reason: 'RECORD_CONFLICT',
          order: '⟨order⟩',
          refusal: { code: 'RECORD_CONFLICT', rule: 'D25', order: '⟨order⟩', by: null },
        },
      ],
    ],
  },
  RECORD_CONFLICT: {
    by: [null, '⟨by⟩'],
    refund: [undefined, { amount: '⟨amount⟩', on: '⟨on⟩' }],
    open: [undefined, true],
  },
  PAYMENT_IN_PROGRESS: { returns: [undefined, true] },
  COMMAND_NOT_OFFERED: { commands: [[], ['⟨commands⟩']] },
  ANSWERS_MISSING: { each: [undefined, ['⟨each⟩']] },
  VALUE_INVALID: { most: [undefined, 256] },
  FILE_UNWRITABLE: { done: [undefined, true] },
  SERVER_UNREACHABLE: { unsure: [undefined, true] },
  GATEWAY_BOOKS: {
    reason: ['not-ours', 'unwritable', 'unreachable', 'no-locks', 'missing', 'others', 'moved', 'unsafe'],
  },
  GATEWAY_KEY: {
    fault: ['missing', 'unreadable', 'form', 'publishable', 'test', 'live', 'place'],
    from: [undefined, 'variable', 'file', 'keychain'],
    keychain: [undefined, 'none', 'empty', 'silent'],
  },
  EVENT_REFUSED: { fault: ['signature', 'time', 'form'] },
  PORT_UNUSABLE: { why: ['taken', 'denied', 'failed'] },
  CONFIG_INVALID: { reason: ['not-json', 'not-an-object', 'unreadable', 'empty', 'nul', 'no-text', 'misspelt'] },
  CATALOG_INVALID: { path: ['', '⟨path⟩'] },
};

const teller = {
  day: (day: string) => day,
  instant: (instant: string) => instant,
  offer: (id: string) => id,
  level: (id: string) => id,
  area: (id: string) => id,
  metric: (id: string) => id,
  money: (value: unknown) => String(value),
  number: (value: number) => String(value),
  list: (items: readonly string[]) => items.join(),
  act: (offer: string, verb: string) => `partner ${verb} ${offer}`,
  earn: (verb: string) => `partner ${verb}`,
  here: (command: string) => command,
} as unknown as Teller;

/** Every problem of a code as its facts may choose; the facts are found by looking at what its texts ask for. */
function problemsOf(code: ProblemCode): readonly Problem[] {
  const known = { ...CHOICES, ...CHOICES_OF[code] };
  const asked = new Set<string>();
  const facts = (chosen: Readonly<Record<string, unknown>>) =>
    new Proxy<Record<string, unknown>>(
      { code },
      {
        get: (target, name) => {
          if (typeof name !== 'string' || name === 'code') return target[String(name)];
          asked.add(name);
          if (Object.hasOwn(chosen, name)) return chosen[name];
          return known[name] ? known[name][0] : mark(name);
        },
      },
    ) as unknown as Problem;
  for (const { problems } of [english, french]) tell(problems.texts, facts({}), teller);
  const open = [...asked].filter((name) => known[name]);
  const choices = open.reduce<readonly Readonly<Record<string, unknown>>[]>(
    (before, name) => before.flatMap((chosen) => (known[name] ?? []).map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
  return choices.map(facts);
}

/** Every problem that can be told, in both languages. */
export const TOLD = ERROR_CODES.flatMap((code) =>
  problemsOf(code).map((problem) => {
    const told = (words: Words) => tell(words.problems.texts, problem, teller);
    return { code, en: told(english), fr: told(french) };
  }),
);

export const textsOf = ({ what, why, rows = [], short }: Said) =>
  [what, why, ...rows, short].filter((text) => text !== undefined);
