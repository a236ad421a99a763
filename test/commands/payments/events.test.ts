import { Counterpart } from '../../payments/stripe/counterpart.js';
import { eventOf, signatureFor, WEBHOOK_SECRET } from '../../payments/stripe/told.js';
import { throughStripe } from '../../support/beside.js';
import { answering, hook } from '../../notify/hook.js';
import { JOIN, Workplace, type InProcessOptions } from '../../support/in-process.js';

const TODAY = '2026-11-22';
const AT = Date.parse(`${TODAY}T12:00:00Z`);
const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const KEPT = 'payment-methods add --token pm_card_visa --default';

let counterpart: Counterpart;
let world: Workplace;
beforeEach(async () => {
  counterpart = await Counterpart.start();
  counterpart.now = () => new Date(AT);
  const env = { ...throughStripe(counterpart).env, PARTNER_STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET };
  world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018', ...env } });
  await world.after(JOIN);
});
afterEach(() => counterpart.close());

type Thing = { readonly id: string; readonly object: string };

function hear(type: string, thing: Thing, options: InProcessOptions & { readonly flags?: string } = {}) {
  const body = eventOf(type, thing);
  const line = `payments events --stdin --signature ${signatureFor(body, { at: AT })} --json ${options.flags ?? ''}`;
  return world.run(line, { stdin: body, ...options });
}

async function heard(type: string, thing: Thing) {
  const answer = await hear(type, thing);
  if (answer.code !== 0) throw new Error(answer.stderr);
  return answer.json();
}

const charge = () => ({ id: counterpart.charges.at(-1)?.latest_charge?.id ?? '', object: 'charge' });
const intent = () => ({ id: counterpart.intents.at(-1)?.id ?? '', object: 'payment_intent' });
const states = async () => (await world.json('orders list')).map(({ state }: { state: string }) => state);
const sound = async () => [(await world.run('db check')).code, (await world.run('reconcile')).code];
const disputed = async () =>
  (await world.json('status')).warnings.filter(({ code }: { code: string }) => code === 'CHARGE_DISPUTED');
const warned = async () => (await world.json('status')).warnings.map(({ code }: { code: string }) => code);
const entries = async () => (await world.json('audit list --last 1000')).length;

async function unknownWith(token: string): Promise<void> {
  await world.after(`payment-methods add --token ${token} --default`);
  counterpart.next('POST /v1/payment_intents', 'cut-after');
  expect((await world.run('actionpack subscribe --accept-terms --yes')).code).toBe(10);
}

describe('G7 an event only makes its object be looked at again', () => {
  test('G3 a payment whose answer was lost is settled by it, once', async () => {
    await unknownWith('pm_card_visa');
    expect(await heard('payment_intent.succeeded', intent())).toMatchObject({ result: 'written', state: 'paid' });
    const before = await entries();
    expect(await heard('payment_intent.succeeded', intent())).toMatchObject({ result: 'unchanged', state: 'paid' });
    expect([await entries(), counterpart.charges.length, await sound()]).toEqual([before, 1, [0, 0]]);
  });

  test('G3 one that was declined ends as declined, and the term can be bought again', async () => {
    await unknownWith('pm_card_chargeCustomerFail');
    expect(await heard('payment_intent.payment_failed', intent())).toMatchObject({
      result: 'written',
      state: 'failed',
    });
    await world.after(KEPT, 'actionpack subscribe --accept-terms --yes');
    expect([counterpart.charges.length, await states(), await sound()]).toEqual([1, ['failed', 'paid'], [0, 0]]);
  });

  test('one that waits for its cardholder is paid by what happened on the page, and by nothing that was only said', async () => {
    const asks = 'actionpack subscribe --accept-terms --token pm_card_authenticationRequired --yes';
    expect((await world.run(asks)).code).toBe(11);
    const [page] = counterpart.openPages;
    if (!page) throw new Error('no page is open');
    const done = () => heard('checkout.session.completed', page);
    expect(await done()).toMatchObject({ result: 'unchanged', state: 'action_required' });
    counterpart.confirm();
    expect(await done()).toMatchObject({ result: 'written', state: 'paid' });
    expect([counterpart.charges.length, await sound()]).toEqual([1, [0, 0]]);
  });

  test('G3 nothing is sent that nobody has agreed to', async () => {
    await world.after(KEPT);
    counterpart.next('POST /v1/payment_intents', 'cut-before');
    expect((await world.run('actionpack subscribe --accept-terms --yes')).code).toBe(10);
    const [of] = await world.json('orders list');
    counterpart.intents.push({
      ...{
        id: 'pi_other',
        object: 'payment_intent',
        amount: 1,
        amount_received: 0,
        currency: 'usd',
        created: AT / 1000,
      },
      ...{ customer: '', payment_method: '', status: 'canceled', latest_charge: null, last_payment_error: null },
      metadata: { partner_reference: referenceOf() },
    });
    expect(await heard('payment_intent.canceled', intent())).toMatchObject({ order: of.id, state: 'placed' });
    expect(counterpart.charges).toEqual([]);
  });

  test('a card that was entered, a payment of somebody else and one that is gone change nothing', async () => {
    await world.after(BUY);
    const before = await entries();
    for (const [type, thing, result] of [
      ['setup_intent.succeeded', { id: 'seti_1', object: 'setup_intent' }, 'ignored'],
      ['payment_intent.succeeded', { id: 'pi_gone', object: 'payment_intent' }, 'ignored'],
      ['payout.paid', { id: 'po_1', object: 'payout' }, 'ignored'],
    ] as const)
      expect(await heard(type, thing)).toMatchObject({ type, result, order: null });
    Object.assign(counterpart.charges[0]?.metadata ?? {}, { partner_reference: 'another/1/pack/1/1' });
    expect(await heard('charge.updated', charge())).toMatchObject({ result: 'elsewhere' });
    Object.assign(counterpart.charges[0]?.metadata ?? {}, { partner_reference: referenceOf(9) });
    expect(await heard('charge.updated', charge())).toMatchObject({ result: 'no-order' });
    expect(await entries()).toBe(before);
  });

  test('where Stripe cannot be asked, that is told, and the event is good when it comes again', async () => {
    await unknownWith('pm_card_visa');
    counterpart.next('GET /v1/payment_intents/', 'error-before');
    const failed = await hear('payment_intent.succeeded', intent());
    expect([failed.code, failed.error().code]).toEqual([1, 'GATEWAY_UNREACHABLE']);
    expect(await heard('payment_intent.succeeded', intent())).toMatchObject({ result: 'written' });
  });

  test('a dry run says what would be written, and writes nothing', async () => {
    await unknownWith('pm_card_visa');
    const before = world.files();
    const tried = (await hear('payment_intent.succeeded', intent(), { flags: '--dry-run' })).json();
    expect(tried.writes).toEqual(expect.arrayContaining(['order-paid', 'charge-seen']));
    expect(world.files()).toEqual(before);
  });
});

/** Of the first term, or of one that nobody has ordered. */
function referenceOf(term = 0): string {
  const [installation, mpnId] = (counterpart.customers[0]?.metadata['partner_payer'] ?? '').split('/');
  return [installation, mpnId, 'action-pack', 0, term].join('/');
}

describe('G22 what others do at Stripe becomes a fact of the ledger', () => {
  const postings = async () =>
    (await world.json('orders export')).map(
      ({ kind, posting, debit, credit }: Record<'kind' | 'posting', string> & Record<'debit' | 'credit', Sum>) =>
        `${kind} ${posting} ${debit.amount - credit.amount}`,
    );
  type Sum = { readonly amount: number };
  type Posted = Record<'date' | 'document' | 'kind' | 'posting', string> & Record<'debit' | 'credit', Sum>;

  test('the fee of a charge, in the postings too: each document is balanced', async () => {
    await world.after(BUY);
    expect(await heard('charge.updated', charge())).toMatchObject({ result: 'written', state: 'paid' });
    const all = await postings();
    expect(all.slice(-2)).toEqual(['fee fees 1408', 'fee cash -1408']);
    const sums: Record<string, number> = {};
    for (const line of all)
      sums[line.split(' ')[0] ?? ''] = (sums[line.split(' ')[0] ?? ''] ?? 0) + Number(line.split(' ')[2]);
    expect(sums).toEqual({ sale: 0, payment: 0, fee: 0 });
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.not.arrayContaining(['CHARGE_DISPUTED'])]);
  });

  test('a part that was given back: told by status, and the two sides agree', async () => {
    await world.after(BUY);
    const { id } = counterpart.othersGiveBack(10000);
    expect((await world.run('reconcile')).code).toBe(1);
    expect(await heard('charge.refunded', charge())).toMatchObject({ result: 'written' });
    expect(await heard('refund.updated', { id, object: 'refund' })).toMatchObject({ result: 'unchanged' });
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.arrayContaining(['RETURNED_BY_OTHERS'])]);
    const [order] = await world.json('orders list');
    expect((await world.json(`orders show ${order.id}`)).seen).toMatchObject({
      returned: [{ ref: id, amount: { amount: 10000, currency: 'USD' } }],
    });
    expect(await postings()).toEqual(expect.arrayContaining(['refund receivable 10000', 'refund cash -10000']));
  });

  test('all of it: it stays a warning until the subscription is cancelled, and no posting is doubled then', async () => {
    await world.after(BUY);
    counterpart.othersGiveBack(47500);
    await heard('charge.refunded', charge());
    const before = await postings();
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.arrayContaining(['RETURNED_BY_OTHERS'])]);
    await world.after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.not.arrayContaining(['RETURNED_BY_OTHERS'])]);
    const money = (all: string[]) => all.filter((line) => line.includes('cash')).toSorted();
    expect(money(await postings())).toEqual(money(before));
    expect(counterpart.refunds).toHaveLength(1);
  });

  test('our own refund is no fact of others, whenever Stripe tells of it', async () => {
    await world.after(BUY, 'actionpack cancel');
    counterpart.next('POST /v1/refunds', 'cut-after');
    expect((await world.run('support resolve 1 --outcome approved --yes')).code).toBe(10);
    const refund = { id: counterpart.refunds[0]?.id ?? '', object: 'refund' };
    expect(await heard('refund.created', refund)).toMatchObject({ result: 'written', state: 'refunded' });
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.not.arrayContaining(['RETURNED_BY_OTHERS'])]);
    expect((await postings()).filter((line: string) => line.startsWith('refund cash'))).toHaveLength(1);
  });

  test.each(['won', 'lost'] as const)('a dispute that is %s, its events in any order', async (end) => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    expect(await heard('charge.dispute.created', dispute)).toMatchObject({ result: 'written' });
    expect(await disputed()).toMatchObject([{ message: expect.stringContaining('wants US$475.00') }]);
    expect(await postings()).toEqual(expect.arrayContaining(['dispute cash -47500', 'fee cash -1500']));
    counterpart.decide(dispute, end);
    expect(await heard('charge.dispute.closed', dispute)).toMatchObject({ result: 'written' });
    // One that was late.
    expect(await heard('charge.dispute.created', dispute)).toMatchObject({ result: 'unchanged' });
    expect(await sound()).toEqual([0, 0]);
    expect(await disputed()).toMatchObject(
      end === 'won' ? [] : [{ message: expect.stringContaining('has taken US$475.00') }],
    );
    const back = (await postings()).filter((line: string) => line === 'dispute-won cash 47500');
    expect(back).toHaveLength(end === 'won' ? 1 : 0);
  });

  test('G22 no run charges a disputed card again: status, list and forecast say so; another card is charged', async () => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    await heard('charge.dispute.created', dispute);
    const [held] = (await world.json('status')).subscriptions;
    expect([held.autorenew.on, held.autorenew.nextChargeOn, await warned()]).toMatchObject([
      true,
      null,
      expect.arrayContaining(['CARD_DISPUTED']),
    ]);
    expect((await world.run('status')).stdout).toContain('the card is disputed');
    expect(await world.json('renewals forecast --months 13')).toMatchObject([{ how: 'by-hand' }]);
    const told = await hook(answering(204, {}, ''));
    const before = { now: '2027-11-07', env: { PARTNER_WEBHOOK_URL: `http://127.0.0.1:${told.port}/` } };
    counterpart.now = () => new Date('2027-11-07T12:00:00Z');
    expect((await world.run('reminders send --yes --lang en', before)).code).toBe(0);
    told.close();
    expect(told.posted.map(({ body }) => body)).toEqual([expect.stringContaining("The cardholder's bank wants")]);
    const year = { now: '2027-11-22' };
    counterpart.now = () => new Date('2027-11-22T12:00:00Z');
    expect((await world.run('renewals run --yes --json', year)).json()).toMatchObject({
      charged: 0,
      skipped: 1,
      items: [{ reason: 'CARD_DISPUTED' }],
    });
    expect(counterpart.charges).toHaveLength(1);
    await world.run('payment-methods add --token pm_card_mastercard --default', year);
    expect(await world.json('renewals run --yes', year)).toMatchObject({ charged: 1 });
  });

  const APPROVE = 'support resolve 1 --outcome approved';

  test.each(['open', 'lost'] as const)('G22 a charge whose dispute is %s is not given back as well', async (state) => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    if (state === 'lost') counterpart.decide(dispute, 'lost');
    await heard('charge.dispute.created', dispute);
    const [{ id }] = await world.json('orders list');
    await world.after('actionpack cancel');
    const rehearsed = await world.run(`${APPROVE} --dry-run`);
    expect(rehearsed.stdout.replace(/\s+/g, ' ')).toContain(
      "No money goes back: the cardholder's bank wants the money",
    );
    expect((await world.json(`${APPROVE} --dry-run`)).refund).toBeNull();
    expect((await world.run(`orders refund ${id} --yes --json`)).error()).toMatchObject({ why: 'disputed' });
    expect(await world.json(`${APPROVE} --yes`)).toMatchObject({ refund: null, request: { status: 'approved' } });
    expect([counterpart.refunds.length, await sound(), await states()]).toEqual([0, [0, 0], ['paid']]);
  });

  test('G22 a charge whose dispute is won is given back', async () => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    counterpart.decide(dispute, 'won');
    await heard('charge.dispute.closed', dispute);
    expect(await world.after('actionpack cancel', `${APPROVE} --yes`).then(states)).toEqual(['refunded']);
  });

  test('G22 where Stripe alone knows of the dispute, the request that it refused ends without a refund', async () => {
    await world.after(BUY, 'actionpack cancel');
    counterpart.dispute();
    const refusal = (await world.run(`${APPROVE} --yes --json`)).error();
    expect(refusal).toMatchObject({ code: 'REFUND_REFUSED', reason: 'charge_disputed' });
    expect(refusal.try[0]).toMatch(/^partner support resolve req_\w+ --outcome approved$/);
    const again = refusal.try[0]?.replace('partner ', '') ?? '';
    expect(await world.json(`${again} --yes`)).toMatchObject({ refund: null, request: { status: 'approved' } });
    expect([counterpart.refunds.length, (await world.run('db check')).code]).toEqual([0, 0]);
  });

  test.each([true, false])('what others gave back goes to no card once more, heard of: %s', async (isHeard) => {
    await world.after(BUY, 'actionpack cancel');
    counterpart.othersGiveBack(47500);
    if (isHeard) await heard('charge.refunded', charge());
    const told = (await world.run(`${APPROVE} --dry-run`)).stdout;
    expect(told).toContain('was given back at the gateway already: nothing is sent.');
    expect(told).not.toContain('goes back to');
  });

  test('D31 what a dispute costs, and what of it comes back, is posted on the day on which it moved', async () => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    counterpart.now = () => new Date(AT + 9 * 86_400_000);
    counterpart.decide(dispute, 'won', -1500);
    expect(await heard('charge.dispute.closed', dispute)).toMatchObject({ result: 'written' });
    const cash = (await world.json('orders export --to 2026-12-31')).flatMap((row: Posted) =>
      row.document === dispute.id && row.posting === 'cash'
        ? [`${row.date} ${row.kind} ${row.debit.amount - row.credit.amount}`]
        : [],
    );
    expect(cash.toSorted()).toEqual([
      '2026-11-22 dispute -47500',
      '2026-11-22 fee -1500',
      '2026-12-01 dispute-won 47500',
      '2026-12-01 fee 1500',
    ]);
  });

  test('G22 a refund of ours that fails later: told by status, posted, at odds with nothing; made good once it is given back again', async () => {
    await world.after(BUY, 'actionpack cancel', 'support resolve 1 --outcome approved --yes');
    const [refund] = counterpart.refunds;
    if (!refund) throw new Error('nothing was given back');
    counterpart.failRefund(refund);
    const compared = await world.run('reconcile --json');
    expect([compared.code, compared.json().differences]).toMatchObject([1, [{ code: 'REFUND_FAILED' }]]);
    expect((await world.run('reconcile')).stdout.replace(/\s+/g, ' ')).toContain('a refund that failed at the gateway');
    expect(await heard('refund.failed', refund)).toMatchObject({ result: 'written', state: 'refunded' });
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.arrayContaining(['REFUND_FAILED'])]);
    expect((await postings()).slice(-2)).toEqual(['refund-failed receivable -47500', 'refund-failed cash 47500']);
    const [{ id }] = await world.json('orders list');
    expect((await world.run(`orders show ${id}`)).stdout).toMatch(new RegExp(`${refund.id}, failed`));
    const again = counterpart.othersGiveBack(47500);
    await heard('refund.created', again);
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.not.arrayContaining(['REFUND_FAILED'])]);
  });

  test('G22 one of others that fails later is a fact of its own, and the days before stay as they were', async () => {
    await world.after(BUY);
    const refund = counterpart.othersGiveBack(10000);
    await heard('charge.refunded', charge());
    const before = await postings();
    counterpart.failRefund(refund);
    await heard('refund.failed', refund);
    expect(await postings()).toEqual([...before, 'refund-failed receivable -10000', 'refund-failed cash 10000']);
    expect([await sound(), await warned()]).toEqual([[0, 0], expect.arrayContaining(['REFUND_FAILED'])]);
    expect(await warned()).not.toContain('RETURNED_BY_OTHERS');
  });

  test('people read it in the order, in both languages', async () => {
    await world.after(BUY);
    const dispute = counterpart.dispute();
    await heard('charge.dispute.created', dispute);
    const [{ id }] = await world.json('orders list');
    expect((await world.run(`orders show ${id}`)).stdout).toMatch(
      new RegExp(`Disputed at the bank.*${dispute.id}, open`),
    );
    expect((await world.run(`orders show ${id} --lang fr`)).stdout).toMatch(/Contesté à la banque/);
    expect((await world.run('status --lang fr')).stdout).toMatch(/litige/);
  });
});

test('G12 in the test mode whatever shows money says beside it that none moves, and what machines read is clean', async () => {
  await world.after(BUY);
  for (const line of ['orders list', 'orders export', 'renewals forecast', 'offers list', 'orders list --json']) {
    const { stdout, stderr } = await world.run(line);
    expect([stdout, stderr]).toEqual([expect.stringContaining('475'), expect.stringContaining('no money moves')]);
  }
  expect((await world.run('orders list --lang fr')).stderr).toContain('mode test');
  expect((await world.run('orders list --quiet')).stderr).toBe('');
});

describe('who is heard', () => {
  test('D19 what Stripe has not signed is refused, and nobody is asked about it', async () => {
    await world.after(BUY);
    const asked = counterpart.asked.length;
    const forged = await hear('charge.refunded', charge(), {
      env: { PARTNER_STRIPE_WEBHOOK_SECRET: `${WEBHOOK_SECRET}x` },
    });
    expect([forged.code, forged.error()]).toMatchObject([1, { code: 'EVENT_REFUSED', fault: 'signature' }]);
    const late = await hear('charge.refunded', charge(), { now: `${TODAY}T12:05:01Z` });
    expect(late.error()).toMatchObject({ code: 'EVENT_REFUSED', fault: 'time' });
    expect(counterpart.asked).toHaveLength(asked);
  });

  test('without the secret it is refused, and the secret is said nowhere', async () => {
    for (const secret of ['', 'whsec_tooshort']) {
      const refused = await hear('charge.updated', intent(), { env: { PARTNER_STRIPE_WEBHOOK_SECRET: secret } });
      expect(refused.error()).toMatchObject({ code: 'VALUE_INVALID', of: 'PARTNER_STRIPE_WEBHOOK_SECRET' });
      expect(refused.stderr).not.toContain('tooshort');
    }
  });

  test('what is missing is said as it is typed, and a dry run of the listener receives nothing', async () => {
    const refused = await world.run('payments events');
    expect(refused.stderr).toContain('--stdin and');
    const tried = await world.run('payments listen --port 8799 --dry-run');
    expect([tried.code, tried.stdout]).toEqual([0, expect.stringContaining('port 8799')]);
  });

  test('D18 a token that may look alone is refused, and one that may renew is heard', async () => {
    await world.after(BUY);
    const token = async (scopes: string) =>
      (await world.json(`tokens create ${scopes.replace(',', '-')} --scopes ${scopes}`)).token;
    const looks = { PARTNER_TOKEN: await token('read') };
    expect((await hear('charge.updated', charge(), { env: looks })).code).toBe(4);
    const renews = { PARTNER_TOKEN: await token('read,renew') };
    expect((await hear('charge.updated', charge(), { env: renews })).code).toBe(0);
    expect((await hear('charge.updated', charge(), { env: renews, flags: '--all-accounts' })).code).toBe(4);
  });

  test('G15 where the clock is behind what was written, nothing is', async () => {
    await world.after(BUY);
    const body = eventOf('charge.updated', charge());
    const now = '2026-11-20T12:00:00Z';
    const line = `payments events --stdin --signature ${signatureFor(body, { at: Date.parse(now) })} --json`;
    const refused = await world.run(line, { stdin: body, now });
    expect(refused.error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER' });
  });
});
