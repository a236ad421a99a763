import { applied } from '../../src/core/applied.js';
import type { BenefitAct, BenefitRecord } from '../../src/core/records.js';
import { paidOrder } from './support.js';
import { benefitRecord, book, day, spans, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const HELD = subscription(BOUGHT, 2);

/** Whether these records fit, one after the other. */
function fits(records: readonly Partial<BenefitRecord>[], keepsHolders = false): boolean {
  const renewal = { ...paidOrder(day('2019-09-01'), spans(BOUGHT, 2)[1]), ...(keepsHolders ? { keepsHolders } : {}) };
  const owned = book({ subscriptions: [HELD], orders: [paidOrder(BOUGHT), renewal] });
  try {
    records.reduce(
      (known, record, index) =>
        applied(known, { kind: 'benefit-recorded', record: benefitRecord({ id: `ben_${index}`, ...record }) }),
      owned,
    );
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

const of = (act: BenefitAct, user: string | null = null, changes: Partial<BenefitRecord> = {}) => ({
  act,
  user,
  ...changes,
});
const ON = of('activated');
const seen = of('key-viewed');
const [given, back] = [of('assigned', 'a'), of('released', 'a')];
const next = { term: 1 };

describe('I5, R21 what is written of a benefit follows from what was', () => {
  test.each<[string, readonly Partial<BenefitRecord>[], boolean]>([
    ['activated, assigned, released and assigned', [ON, given, back, given], true],
    ['a key that was looked at before', [seen, seen, ON], true],
    ['a licence before it is activated', [given], false],
    ['a look alone activates nothing', [seen, given], false],
    ['activated twice', [ON, ON], false],
    ['activated after a look', [ON, seen, ON], false],
    ['activated of another benefit', [ON, of('activated', null, { benefit: 'other' })], true],
    ['activated in another term', [ON, of('activated', null, next)], true],
    ['assigned twice', [ON, given, given], false],
    ['assigned to another', [ON, given, of('assigned', 'b')], true],
    ['released by nobody who holds it', [ON, given, of('released', 'b')], false],
    ['released twice', [ON, given, back, back], false],
    ['of a subscription that is not there', [of('activated', null, { subscriptionId: 'sub_9' })], false],
    ['of a term that was never paid', [of('activated', null, { term: 2 })], false],
    ['a licence of nobody', [ON, of('assigned')], false],
    ['and given back by nobody', [ON, given, of('released')], false],
    ['activated by a holder', [of('activated', 'a')], false],
    ['and looked at by one', [of('key-viewed', 'a')], false],
  ])('%s', (_, records, sound) => expect(fits(records)).toBe(sound));

  test('D21 what goes on is there in the new term; what runs out is taken back, or handed out again', () => {
    const again = of('assigned', 'a', next);
    const taken = of('released', 'a', next);
    expect(fits([ON, given, again], true)).toBe(false);
    expect(fits([ON, given, taken, again], true)).toBe(true);
    expect(fits([ON, given, of('activated', null, next), again])).toBe(true);
    expect(fits([ON, given, of('activated', null, next), taken])).toBe(true);
    expect(fits([ON, given, again])).toBe(false);
    expect(fits([ON, taken], true)).toBe(false);
  });
});
