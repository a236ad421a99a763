import { refuse } from '../../src/core/refusal.js';
import type { Day } from '../../src/core/day.js';
import type { Problem } from '../../src/errors.js';
import { general } from '../../src/language/en/general.js';
import { painter } from '../../src/io/colour.js';
import { problemJson, problemText } from '../../src/io/problem.js';

const locked = refuse('AUTORENEW_LOCKED', {
  offer: 'action-pack',
  turnedOffOn: '2027-02-03' as Day,
  stated: false,
  ended: false,
  open: false,
  anniversary: '2027-11-22' as Day,
  opens: '2027-08-24' as Day,
  closes: '2027-12-22' as Day,
});
const said = {
  what: "Automatic renewal can't be turned on again yet.",
  why: 'It was turned off on 3 Feb 2027 for the term that ends on 22 Nov 2027. It comes back with the next renewal, which can be made from 24 Aug 2027.',
  try: ['partner actionpack renew --check'],
};
const surface = (width: number) => ({ words: { general }, width, paint: painter({}, {}, 'never') });

test('a refusal says what, why, what to try and where to read, with its rule', () => {
  expect(problemText(locked, said, surface(80))).toBe(
    `
Error: Automatic renewal can't be turned on again yet.
  It was turned off on 3 Feb 2027 for the term that ends on 22 Nov 2027. It
  comes back with the next renewal, which can be made from 24 Aug 2027.
Try:  partner actionpack renew --check
See:  partner help errors AUTORENEW_LOCKED  (R15)
`.slice(1),
  );
});

test('at 40 columns the sentences wrap and the commands stay whole', () => {
  const text = problemText(
    locked,
    { ...said, try: ['partner actionpack renew --account 1234567 --check', 'partner status'] },
    surface(40),
  );
  expect(text).toContain("Error: Automatic renewal can't be\n  turned on again yet.\n");
  expect(text).toContain('Try:  partner actionpack renew --account 1234567 --check\n      partner status\nSee:');
  expect(text).toContain('See:  partner help errors AUTORENEW_LOCKED\n      (R15)\n');
});

test('F8 in a terminal a command line is folded below its beginning, in as many columns as there are', () => {
  const line = 'partner actionpack renew --account 1234567 --check';
  const folded = { ...surface(40), folded: (text: string, columns: number) => [text.slice(0, columns), 'rest'] };
  expect(problemText(locked, { ...said, try: [line] }, folded)).toContain(
    `Try:  ${line.slice(0, 32)}\n      rest\nSee:`,
  );
  const left = { what: 'Left before the end.', try: [line] };
  expect(problemText({ code: 'CANCELLED', resume: undefined }, left, folded)).toContain(
    `Go on:  ${line.slice(0, 30)}\n        rest\n`,
  );
});

test('leaving is no error: what was not done, and the line that goes on from there', () => {
  const left = { what: 'Left before the end. Nothing was written.', try: ['partner join --company "A\u0007 b"'] };
  const text = problemText({ code: 'CANCELLED', resume: undefined }, left, surface(30));
  expect(text).toBe('Left before the end. Nothing\nwas written.\nGo on:  partner join --company "A b"\n');
});

test('what came from outside cannot reach the terminal', () => {
  const hostile = { what: 'No offer \u001B[2J\u202Enamed so.', try: ['partner offers list\u0007'] };
  const problem: Problem = { code: 'NOT_FOUND', what: 'offer', given: '\u001B[2J', nearest: undefined };
  expect(problemText(problem, hostile, surface(80))).not.toMatch(/[\u001B\u202E\u0007]/);
});

test('JSON is one line with the keys scripts rely on, then the facts', () => {
  const line = problemJson(locked, said, 5);
  expect(line).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(line)).toEqual({
    error: {
      code: 'AUTORENEW_LOCKED',
      exit: 5,
      message: `${said.what} ${said.why}`,
      rule: 'R15',
      try: said.try,
      missing: [],
      offer: 'action-pack',
      turnedOffOn: '2027-02-03',
      stated: false,
      anniversary: '2027-11-22',
      ended: false,
      open: false,
      opens: '2027-08-24',
      closes: '2027-12-22',
    },
  });
});

test('missing answers are listed, a frozen clock is told, a trouble has no rule', () => {
  const problem: Problem = {
    code: 'ANSWERS_MISSING',
    missing: ['company', 'country'],
    command: 'partner join --company …',
  };
  const { error } = JSON.parse(problemJson(problem, { what: 'Answers are missing.' }, 2, { clock: '2027-01-01' })) as {
    error: object;
  };
  expect(error).toEqual({
    code: 'ANSWERS_MISSING',
    exit: 2,
    message: 'Answers are missing.',
    rule: null,
    try: [],
    missing: ['company', 'country'],
    command: 'partner join --company …',
    clock: '2027-01-01',
  });
});
