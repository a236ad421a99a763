import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type Stripe from 'stripe';
import { CARDS } from '../../sandbox/gateway/world.js';
import {
  cardError,
  codesOf,
  customerOf,
  DAY_S,
  drip,
  feeOf,
  found,
  list,
  marked,
  metadataOf,
  missing,
  ok,
  refused,
  REFUSED_EARLY,
  send,
  tokenMethod,
  withPayment,
  type Answer,
  type Customer,
  type Disputed,
  type Fields,
  type Intent,
  type Method,
  type Mishap,
  type Returned,
  type Session,
} from './shapes.js';

export type { Mishap } from './shapes.js';

/**
 * Stripe on loopback: real HTTP that keeps what it is told for as long as it runs. Its answers have the shapes of the SDK's
 * own types; it knows the published test cards, honours keys, pages its lists, and can fail in each way that the network has.
 */
export class Counterpart {
  readonly intents: Intent[] = [];
  readonly refunds: Returned[] = [];
  readonly customers: Customer[] = [];
  readonly asked: string[] = [];
  /** Names of what came with the requests. */
  readonly headers: string[] = [];
  /** As a gateway would that forgets what it was sent. */
  ignoresKeys = false;
  /** A search finds nothing that was made lately. */
  searchLags = false;
  /** What time it is there. */
  now = () => new Date();
  /** The one key that is let in. */
  key: string | undefined;
  private readonly methods: Method[] = [];
  private readonly answered = new Map<string, { readonly of: string; readonly answer: Answer }>();
  private readonly mishaps: { readonly word: string; readonly mishap: Mishap }[] = [];
  private readonly scripted: { readonly word: string; readonly answer: Answer }[] = [];
  private readonly open = new Set<Socket>();
  private serial = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<Counterpart> {
    const made = new Counterpart();
    made.server.on('connection', (socket) => {
      made.open.add(socket);
      socket.on('close', () => made.open.delete(socket));
    });
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next request whose method and path hold `word` meets it. */
  next(word: string, mishap: Mishap): void {
    this.mishaps.push({ word, mishap });
  }

  /** The next request whose method and path hold `word` is answered so, and does nothing. */
  answers(word: string, answer: Answer): void {
    this.scripted.push({ word, answer });
  }

  /** Somebody deletes all customers, and the keys are older than a day. */
  forget(): void {
    this.customers.splice(0);
    this.answered.clear();
  }

  get charges(): readonly Intent[] {
    return this.intents.filter(({ status }) => status === 'succeeded');
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.url);
    const line = `${request.method} ${url.pathname}`;
    this.asked.push(line);
    const text = Buffer.concat(chunks).toString('utf8');
    const fields = Object.fromEntries(new URLSearchParams(request.method === 'GET' ? url.search : text));
    const at = this.mishaps.findIndex(({ word }) => line.includes(word));
    const mishap = at === -1 ? undefined : this.mishaps.splice(at, 1)[0]?.mishap;
    this.headers.push(...request.rawHeaders);
    if (mishap === 'hang') return;
    if (mishap === 'drip') {
      drip(response);
      return;
    }
    if (mishap === 'cut-before') return void request.socket.destroy();
    const answer =
      (mishap && REFUSED_EARLY[mishap]) ??
      (await this.once(request.headers['idempotency-key'], `${line} ${text}`, () => this.does(request, line, fields)));
    if (mishap === 'late') await setTimeout(2000);
    if (mishap === 'cut-after') return void request.socket.destroy();
    if (mishap === 'error-after') {
      send(response, { status: 500, body: { error: { type: 'api_error' } } });
      return;
    }
    if (mishap === 'garbage') return void response.end('<html>');
    response.setHeader('date', this.now().toUTCString());
    send(response, answer);
  }

  /** One answer for a key, and another request under it is none. */
  private async once(key: string | string[] | undefined, of: string, does: () => Answer): Promise<Answer> {
    if (typeof key !== 'string' || this.ignoresKeys) return does();
    const kept = this.answered.get(key);
    if (kept && kept.of !== of) return refused(400, { type: 'idempotency_error' });
    if (kept) return kept.answer;
    const answer = does();
    this.answered.set(key, { of, answer });
    return answer;
  }

  private does({ headers, method }: IncomingMessage, line: string, fields: Fields): Answer {
    if (this.key !== undefined && headers.authorization !== `Bearer ${this.key}`)
      return refused(401, { type: 'invalid_request_error' });
    const planned = this.scripted.findIndex(({ word }) => line.includes(word));
    const [scripted] = planned === -1 ? [] : this.scripted.splice(planned, 1);
    if (scripted) return scripted.answer;
    const [, , thing = '', id = ''] = line.split(' ')[1]?.replace('checkout/sessions', 'checkout').split('/') ?? [];
    const way = `${method} ${thing}${id === '' ? '' : id === 'search' ? '/search' : '/id'}`;
    switch (way) {
      case 'POST customers':
        return ok(this.kept(this.customers, { ...this.named('cus', 'customer'), ...customerOf(fields) }));
      case 'GET customers/search':
        return ok(list(this.searchLags ? [] : this.customers.filter(marked(fields['query'] ?? ''))));
      case 'GET customers/id':
        return found(this.customers, id);
      case 'GET payment_intents/search':
        return ok(list(this.searchLags ? [] : this.intents.filter(marked(fields['query'] ?? ''))));
      case 'GET payment_methods/id':
        return found([...this.methods, ...CARDS.flatMap(tokenMethod)], id);
      case 'POST setup_intents':
        return this.setUp(fields);
      case 'POST payment_intents':
        return this.pays(fields);
      case 'GET payment_intents':
        return this.listed(fields);
      case 'GET payment_intents/id':
        return this.shown(id, fields);
      case 'GET charges/id':
        return withPayment(this.ofCharge(id), this.intents, fields);
      case 'GET refunds/id':
        return withPayment(
          this.refunds.find((one) => one.id === id),
          this.intents,
          fields,
        );
      case 'GET disputes/id':
        return withPayment(
          this.disputes.find((one) => one.id === id),
          this.intents,
          fields,
        );
      case 'GET disputes':
        return ok(list(this.disputes.filter(({ payment_intent: of }) => of === fields['payment_intent']).reverse()));
      case 'POST checkout':
        return ok(this.page(fields));
      case 'GET checkout':
        return this.listedPages(fields['customer'] ?? '');
      case 'GET checkout/id':
        return found(this.pages(), id);
      case 'POST checkout/id':
        return this.expires(id);
      case 'POST payment_methods/id':
        return this.taken(id, fields['customer'] ?? '');
      case 'POST refunds':
        return this.returns(fields);
      case 'GET refunds':
        return this.listedRefunds(fields);
      default:
        return refused(404, { type: 'invalid_request_error', code: 'resource_missing' });
    }
  }

  /** Pages on which a card can be entered, or one payment made; newest last. */
  private readonly sessions: Session[] = [];

  private pages(): readonly Session[] {
    const now = this.now().getTime() / 1000;
    for (const session of this.sessions)
      if (session.status === 'open' && now >= session.expires_at)
        Object.assign(session, { status: 'expired', url: null });
    return this.sessions;
  }

  private page(fields: Fields): Session {
    const named = this.named('cs', 'checkout.session');
    return this.kept(this.sessions, {
      ...named,
      mode: fields['mode'] ?? '',
      customer: fields['customer'] ?? null,
      status: 'open',
      payment_status: fields['mode'] === 'payment' ? 'unpaid' : 'no_payment_required',
      url: `https://checkout.stripe.com/c/pay/${named.id}`,
      expires_at: named.created + DAY_S,
      metadata: metadataOf(fields),
      asks: {
        amount: Number(fields['line_items[0][price_data][unit_amount]'] ?? 0),
        currency: fields['line_items[0][price_data][currency]'] ?? '',
        metadata: metadataOf(fields, 'payment_intent_data[metadata]'),
      },
      payment_intent: null,
      setup_intent: null,
    });
  }

  private listedPages(customer: string): Answer {
    return ok(list(this.pages().filter((one) => one.customer === customer)));
  }

  /** As Stripe does, for a page that is open alone. */
  private expires(id: string): Answer {
    const session = this.pages().find((one) => one.id === id);
    if (session?.status !== 'open') return refused(400, { type: 'invalid_request_error' });
    return ok(Object.assign(session, { status: 'expired', url: null }));
  }

  /** The payment pages that are open. */
  get openPages(): readonly Session[] {
    return this.pages().filter(({ mode, status }) => mode === 'payment' && status === 'open');
  }

  /** The cardholder pays on a page that is open, the oldest where none is named, as their bank wants it. */
  confirm(ref?: string): void {
    const session = this.openPages.find(({ id }) => ref === undefined || id === ref);
    if (!session) throw new Error('no page is open');
    const { amount, currency, metadata } = session.asks;
    const paid = this.kept(this.intents, {
      ...this.named('pi', 'payment_intent'),
      amount,
      amount_received: amount,
      currency,
      customer: session.customer ?? '',
      payment_method: 'entered',
      status: 'succeeded',
      metadata,
      latest_charge: this.newCharge(CARDS.flatMap(tokenMethod)[0]?.card),
      last_payment_error: null,
    });
    Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: paid.id, url: null });
  }

  /** Somebody enters a card on the newest page, or lets it close without one. */
  enter(token: string | undefined): void {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('no page is open');
    session.status = token === undefined ? 'expired' : 'complete';
    const [method] = CARDS.filter((card) => card.token === token).flatMap(tokenMethod);
    if (!method) return;
    const kept = this.kept(this.methods, { ...method, id: this.newId('pm') });
    session.setup_intent = { id: this.newId('seti'), status: 'succeeded', payment_method: kept.id };
  }

  private taken(id: string, customer: string): Answer {
    const method = this.methods.find((one) => one.id === id);
    if (!method) return missing('payment_method');
    method.customer = customer;
    return ok(method);
  }

  private setUp({ customer = '', payment_method: token = '' }: Fields): Answer {
    const row = CARDS.find((card) => card.token === token);
    const [method] = row ? tokenMethod(row) : [];
    if (!row || !method) return missing('payment_method');
    if (row.onAttach === 'declined') return cardError(row.declineCode);
    const kept = this.kept(this.methods, { ...method, id: this.newId('pm'), customer });
    return ok({ ...this.named('seti', 'setup_intent'), status: 'succeeded', payment_method: kept });
  }

  private pays(fields: Fields): Answer {
    const { customer = '', payment_method: token = '', amount: text = '', currency = '' } = fields;
    const amount = Number(text);
    if (!(amount > 0))
      return refused(400, { type: 'invalid_request_error', code: 'parameter_invalid_integer', param: 'amount' });
    const method = this.methods.find(({ id, customer: owner }) => id === token && owner === customer);
    const row = method && CARDS.find(({ number }) => number.endsWith(method.card?.last4 ?? 'none'));
    if (!row) return missing('payment_method');
    const asks = row.onAttach !== 'declined' && row.onCharge === 'action_required';
    const declined = row.onAttach === 'declined' || row.onCharge === 'declined' ? row.declineCode : undefined;
    const error = asks ? { code: 'authentication_required' } : declined === undefined ? null : codesOf(declined);
    const made = this.kept(this.intents, {
      ...this.named('pi', 'payment_intent'),
      amount,
      amount_received: error ? 0 : amount,
      currency,
      customer,
      payment_method: token,
      status: error ? 'requires_payment_method' : 'succeeded',
      metadata: metadataOf(fields),
      latest_charge: error ? null : this.newCharge(method.card),
      last_payment_error: error && { type: 'card_error', ...error },
    });
    return error ? cardError(declined ?? error.code) : ok(made);
  }

  private listed({ customer, starting_after: after, limit = '10' }: Fields): Answer {
    const newest = this.intents.filter((one) => customer === undefined || one.customer === customer).reverse();
    const from = newest.findIndex(({ id }) => id === after) + 1;
    const page = newest.slice(from, from + Number(limit));
    return ok(list(page, from + page.length < newest.length));
  }

  private returns(fields: Fields): Answer {
    const { payment_intent: of = '', amount: text = '' } = fields;
    const paid = this.intents.find(({ id }) => id === of);
    if (!paid?.latest_charge) return missing('payment_intent');
    if (paid.latest_charge.amount_refunded > 0)
      return refused(400, { type: 'invalid_request_error', code: 'charge_already_refunded' });
    if (this.disputes.some(({ payment_intent: disputed, status }) => disputed === of && status !== 'won'))
      return refused(400, { type: 'invalid_request_error', code: 'charge_disputed' });
    return ok(this.givenBack(paid, Number(text), metadataOf(fields)));
  }

  private givenBack(paid: Intent, amount: number, metadata: Stripe.Metadata): Returned {
    if (paid.latest_charge) paid.latest_charge.amount_refunded += amount;
    return this.kept(this.refunds, {
      ...this.named('re', 'refund'),
      amount,
      currency: paid.currency,
      payment_intent: paid.id,
      metadata,
      status: 'succeeded',
      balance_transaction: this.newId('txn'),
    });
  }

  private newCharge(card: Method['card']) {
    const paid = { payment_method_details: { card }, billing_details: { name: null } };
    return {
      id: this.newId('ch'),
      amount_refunded: 0,
      disputed: false,
      balance_transaction: this.newId('txn'),
      ...paid,
    };
  }

  private shown(id: string, fields: Fields): Answer {
    const intent = this.intents.find((one) => one.id === id);
    const { latest_charge: charge } = intent ?? {};
    if (!intent || !charge || fields['expand[0]'] !== 'latest_charge.balance_transaction')
      return found(this.intents, id);
    const moved = this.moved(intent, intent.amount, feeOf(intent.amount));
    const balance_transaction = { ...moved, id: charge.balance_transaction, created: intent.created };
    return ok({ ...intent, latest_charge: { ...charge, balance_transaction } });
  }

  private ofCharge(id: string): { readonly payment_intent: string } | undefined {
    const of = this.intents.find(({ latest_charge: charge }) => charge?.id === id);
    return of && { ...of.latest_charge, payment_intent: of.id };
  }

  private moved({ currency }: Pick<Intent, 'currency'>, amount: number, fee: number) {
    return { ...this.named('txn', 'balance_transaction'), amount, fee, currency };
  }

  readonly disputes: Disputed[] = [];

  /** The cardholder's bank takes the newest charge back, with a fee on top. */
  dispute(): Disputed {
    const of = this.charges.at(-1);
    if (!of?.latest_charge) throw new Error('nothing was charged');
    of.latest_charge.disputed = true;
    return this.kept(this.disputes, {
      ...this.named('dp', 'dispute'),
      ...{ amount: of.amount, currency: of.currency, payment_intent: of.id },
      ...{ reason: 'fraudulent', status: 'needs_response' },
      balance_transactions: [this.moved(of, -of.amount, 1500)],
    });
  }

  /** The bank has decided: what is won comes back, and the fee where the contract says so. */
  decide(dispute: Disputed, status: 'won' | 'lost', fee = 0): void {
    Object.assign(dispute, { status });
    if (status === 'won') dispute.balance_transactions.push(this.moved(dispute, dispute.amount, fee));
  }

  /** A refund comes back: the account that it was sent to is closed. */
  failRefund(refund: Returned): void {
    const of = this.intents.find(({ id }) => id === refund.payment_intent);
    if (of?.latest_charge) of.latest_charge.amount_refunded -= refund.amount;
    const failure_balance_transaction = this.moved(refund, refund.amount, 0);
    Object.assign(refund, { status: 'failed', failure_balance_transaction });
  }

  /** Somebody gives a part of the newest charge back on Stripe's own pages, where nothing is marked as ours. */
  othersGiveBack(amount: number): Returned {
    const newest = this.charges.at(-1);
    if (!newest) throw new Error('nothing was charged');
    return this.givenBack(newest, amount, {});
  }

  private listedRefunds({ payment_intent: of = '', 'expand[0]': whole }: Fields): Answer {
    if (!this.intents.some(({ id }) => id === of)) return missing('payment_intent');
    const all = this.refunds.filter(({ payment_intent: paid }) => paid === of).reverse();
    if (whole !== undefined) return ok(list(all));
    return ok(list(all.map((one) => ({ ...one, failure_balance_transaction: one.failure_balance_transaction?.id }))));
  }

  private kept<T>(where: T[], what: T): T {
    where.push(what);
    return what;
  }

  private named<T extends string>(prefix: string, object: T) {
    return { id: this.newId(prefix), object, created: Math.floor(this.now().getTime() / 1000) };
  }

  private newId(prefix: string): string {
    return `${prefix}_${(this.serial += 1)}`;
  }
}
