import type { BenefitAct, BenefitRecord } from '../../core/benefit.js';
import type { Session } from './session.js';

type BenefitRow = Omit<ReturnType<typeof benefitRow>, 'act'> & { readonly act: BenefitAct };

export function benefitRow({ id, subscriptionId, term, benefit, act, user, at, by }: BenefitRecord) {
  return { id, subscription_id: subscriptionId, term, benefit, act, user, at, by };
}

/** Everything that was done with the benefits of an account, oldest first. */
export function benefitRecords(session: Session, accountId: string): readonly BenefitRecord[] {
  const sql = `SELECT record.* FROM benefit_records record JOIN subscriptions s ON s.id = record.subscription_id
    WHERE s.account_id = ? ORDER BY record.written`;
  return session.all<BenefitRow>(sql, accountId).map(benefitOf);
}

function benefitOf(row: BenefitRow): BenefitRecord {
  const { id, subscription_id: subscriptionId, term, benefit, act, user, at, by } = row;
  return { id, subscriptionId, term, benefit, act, user, at, by };
}
