import { wrapSaying } from '../../src/io/measure.js';
import { foldedLine } from '../../src/language/command-line.js';

const NEXT = 'Next: partner renewals schedule install  # without it nothing renews by itself';

test('C18 a remark behind a command has lines of its own where both do not fit, and a shell passes over it', () => {
  expect(wrapSaying(NEXT, 80, undefined, foldedLine)).toEqual([NEXT]);
  expect(wrapSaying(NEXT, 60, undefined, foldedLine)).toEqual([
    'Next:',
    '  partner renewals schedule install',
    '  # without it nothing renews by itself',
  ]);
  expect(wrapSaying(NEXT, 32, undefined, foldedLine)).toEqual([
    'Next:',
    '  partner renewals schedule \\',
    '      install',
    '  # without it nothing renews by',
    '  # itself',
  ]);
});

test('a command without a remark is copied as it is', () => {
  expect(wrapSaying('Next: partner orders list --state paid', 30, undefined, foldedLine)).toEqual([
    'Next:',
    '  partner orders list \\',
    '      --state paid',
  ]);
});
