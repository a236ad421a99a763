import { assignmentsIn, goesOn, handedOut, recordsOf } from '../benefit.js';
import type { BenefitRecord } from '../records.js';
import type { Book } from '../book.js';
import { by } from '../ledger-role.js';
import { added, type Rules } from './rule.js';

export interface BenefitEntry {
  readonly kind: 'benefit-recorded';
  readonly record: BenefitRecord;
}

export const BENEFIT: Rules<BenefitEntry> = {
  'benefit-recorded': {
    writers: by('admin'),
    fields: {
      record: {
        id: true,
        subscriptionId: true,
        term: true,
        benefit: true,
        act: true,
        user: true,
        at: true,
        by: true,
        stated: true,
        on: true,
      },
    },
    concerns: ({ record }) => ({ noun: 'subscription', id: record.subscriptionId }),
    sound: ({ record }) => requireRecord(record),
    apply: (book, { record }) => ({ ...book, benefits: added(book.benefits, onlyRecord(book, record)) }),
  },
};

/** @throws RangeError on a licence of nobody, or somebody where there is no licence */
function requireRecord({ id, act, user }: BenefitRecord): void {
  const aboutLicence = act === 'assigned' || act === 'released';
  if (aboutLicence !== (user !== null)) throw new RangeError(`${id} is of nobody, or of somebody`);
}

/** Of a paid term; activated once, and assigned and released in turn. */
function onlyRecord(book: Book, record: BenefitRecord): BenefitRecord {
  const { subscriptionId, term, benefit, act, user } = record;
  const held = book.subscriptions.find(({ id }) => id === subscriptionId);
  const paid = held?.terms[term];
  if (!held || !paid) throw new RangeError(`${record.id} is of no paid term`);
  const before = recordsOf(book.benefits, subscriptionId, term, benefit);
  const handed = handedOut(book, held, paid, benefit);
  if (act === 'activated' && before.some((other) => other.act === 'activated'))
    throw new RangeError(`${benefit} is activated already`);
  if (act === 'assigned' && !handed.activated) throw new RangeError(`${benefit} is not activated`);
  // What runs out can be taken back, and handed out again.
  const holds = (from: typeof handed.before) => assignmentsIn(before, from).some((one) => one.user === user);
  const fits = act === 'released' ? holds(handed.before) : !holds(goesOn(book, paid) ? handed.before : []);
  if (user !== null && !fits) throw new RangeError(`${benefit}: ${user} is ${act} already`);
  return record;
}
