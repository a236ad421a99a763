import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Counterpart } from '../payments/stripe/counterpart.js';
import { eventOf, signatureFor, WEBHOOK_SECRET } from '../payments/stripe/told.js';
import { throughStripe } from '../support/beside.js';
import { JOIN, Workplace } from '../support/in-process.js';
import { shut } from '../support/ledgers.js';
import { plainEnvironment, PROGRAM, runPartner } from '../support/run.js';

const NOW = new Date().toISOString();
const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const KEPT = 'payment-methods add --token pm_card_visa --default';

let counterpart: Counterpart;
let world: Workplace;
let env: Record<string, string>;
const listeners: Listener[] = [];
beforeEach(async () => {
  counterpart = await Counterpart.start();
  env = {
    ...throughStripe(counterpart).env,
    PARTNER_STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    PARTNER_PROGRAMME: 'mpn-2018',
  };
  world = new Workplace({ env, now: NOW });
  await world.after(JOIN);
});
afterEach(async () => {
  for (const { child, ended } of listeners.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  counterpart.close();
});

interface Listener {
  readonly child: ChildProcess;
  readonly port: number;
  readonly lines: () => readonly { readonly [key: string]: unknown }[];
  readonly stderr: () => string;
  readonly ended: Promise<number | null>;
}

// Below those that a system takes for connections of its own (32,768 on Linux): one of these may be taken at any moment.
let nextPort = 20_000 + (process.pid % 12_000);

/** A process of the program that listens, once it says so. */
async function listening(more: Record<string, string> = {}, flags: readonly string[] = []): Promise<Listener> {
  const port = (nextPort += 1);
  const words = [PROGRAM, 'payments', 'listen', '--port', String(port), '--json', ...flags];
  const child = spawn(process.execPath, words, { env: { ...plainEnvironment(world.home), ...env, ...more } });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += String(text)));
  child.stderr.on('data', (text) => (said.stderr += String(text)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = () =>
    said.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const listener = { child, port, lines, stderr: () => said.stderr, ended };
  listeners.push(listener);
  await until(() => said.stderr.includes(`127.0.0.1:${port}/events`) || child.exitCode !== null);
  return listener;
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 20) {
    if (waited > 20_000) throw new Error('it did not come to that');
    await setTimeout(20);
  }
}

async function post({ port }: Listener, body: string, signature = signatureFor(body, { at: Date.now() })) {
  const headers = { 'stripe-signature': signature };
  const answer = await fetch(`http://127.0.0.1:${port}/events`, { method: 'POST', body, headers });
  return [answer.status, await answer.text()];
}

const charge = () => ({ id: counterpart.charges.at(-1)?.latest_charge?.id ?? '', object: 'charge' });
const entries = async () => (await world.json('audit list --last 1000')).map(({ kind }: { kind: string }) => kind);
const TAKEN = [200, ''];

test('G7 what is told is written down before it is answered; a line an event; SIGTERM ends it with 0', async () => {
  await world.after(BUY);
  const listener = await listening();
  expect(await post(listener, eventOf('charge.updated', charge()))).toEqual(TAKEN);
  expect(await entries()).toContain('charge-seen');
  const late = post(listener, eventOf('charge.updated', charge()));
  await setTimeout(5);
  listener.child.kill('SIGTERM');
  expect([await late, await listener.ended]).toEqual([TAKEN, 0]);
  expect(listener.lines()).toMatchObject([
    { type: 'charge.updated', result: 'written', state: 'paid' },
    { type: 'charge.updated', result: 'unchanged', state: 'paid' },
  ]);
});

test('F8 a listener whose reader has gone writes down what it took, says so and ends', async () => {
  await world.after(BUY);
  const listener = await listening();
  listener.child.stdout?.destroy();
  expect(await post(listener, eventOf('charge.updated', charge()))).toEqual(TAKEN);
  expect([await listener.ended, listener.stderr()]).toEqual([0, expect.stringContaining('no longer listening')]);
  expect(await entries()).toContain('charge-seen');
});

test('G7 two listeners are told the same at once, many times: it is written once, and nothing is charged', async () => {
  await world.after('payment-methods add --token pm_card_visa --default');
  counterpart.next('POST /v1/payment_intents', 'cut-after');
  expect((await world.run('actionpack subscribe --accept-terms --yes')).code).toBe(10);
  const both = [await listening(), await listening()];
  const body = eventOf('payment_intent.succeeded', { id: counterpart.intents[0]?.id ?? '', object: 'payment_intent' });
  const dispute = counterpart.dispute();
  const disputed = eventOf('charge.dispute.created', dispute);
  const told = both.flatMap((listener) => [body, disputed, body, disputed, body].map((one) => post(listener, one)));
  const answers = await Promise.all(told);
  // One that met the other at the same row is told again by Stripe.
  for (const [status] of answers) expect([200, 503]).toContain(status);
  for (const listener of both) expect(await post(listener, disputed)).toEqual(TAKEN);
  const kinds = await entries();
  const count = (kind: string) => kinds.filter((one: string) => one === kind).length;
  expect([count('order-paid'), count('charge-seen'), counterpart.charges.length]).toEqual([1, 1, 1]);
  expect([(await world.run('db check')).code, (await world.run('reconcile')).code]).toEqual([0, 0]);
});

test.each([
  ['payment', 'POST /v1/payment_intents', [KEPT], 'actionpack subscribe --accept-terms --yes', 'order-paid'],
  [
    'refund',
    'POST /v1/refunds',
    [BUY, 'actionpack cancel'],
    'support resolve 1 --outcome approved --yes',
    'refund-settled',
  ],
])(
  'G3 an event that comes while a process waits for the answer to that %s comes again',
  async (_, way, before, line, kind) => {
    await world.after(...before);
    const listener = await listening();
    counterpart.next(way, 'late');
    const done = world.run(line);
    const made = () => (kind === 'order-paid' ? counterpart.intents : counterpart.refunds)[0];
    await until(() => made() !== undefined);
    const body = eventOf('happened', {
      id: made()?.id ?? '',
      object: kind === 'order-paid' ? 'payment_intent' : 'refund',
    });
    expect(await post(listener, body)).toEqual([503, '']);
    await until(() => listener.lines().length === 1);
    expect(listener.lines()).toMatchObject([
      { result: 'not-looked', reason: 'PAYMENT_IN_PROGRESS', order: expect.stringMatching(/^ord_/) },
    ]);
    const told = ['payments', 'events', '--stdin', '--signature', signatureFor(body, { at: Date.now() }), '--json'];
    const refused = await runPartner(told, { home: world.home, env, stdin: body });
    expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining('PAYMENT_IN_PROGRESS')]);
    expect((await done).code).toBe(0);
    expect(await post(listener, body)).toEqual(TAKEN);
    expect((await entries()).filter((one: string) => one === kind)).toHaveLength(1);
  },
);

test('D19 what is forged, too long, or asked otherwise is refused by a number alone', async () => {
  const listener = await listening();
  const at = `http://127.0.0.1:${listener.port}`;
  const body = eventOf('charge.updated', charge());
  expect(await post(listener, body, 't=1,v1=00')).toEqual([400, '']);
  expect(await post(listener, body, '')).toEqual([400, '']);
  expect(await post(listener, body, signatureFor(body, { at: Date.now() - 400_000 }))).toEqual([400, '']);
  expect((await fetch(`${at}/events`)).status).toBe(405);
  expect((await fetch(at, { method: 'POST', body })).status).toBe(404);
  expect((await fetch(`${at}/events`, { method: 'POST', body: 'x'.repeat(1_100_000) })).status).toBe(413);
  expect(counterpart.asked.some((line) => line.includes('/charges/'))).toBe(false);
  expect(listener.lines().map(({ result, reason }) => [result, reason])).toEqual([
    ['refused', 'signature'],
    ['refused', 'signature'],
    ['refused', 'time'],
  ]);
});

test('G3 while Stripe cannot be asked, an event is not taken, so that it comes again', async () => {
  await world.after(BUY);
  const listener = await listening();
  counterpart.next('GET /v1/charges/', 'error-before');
  const body = eventOf('charge.updated', charge());
  expect(await post(listener, body)).toEqual([503, '']);
  expect(await post(listener, body)).toEqual(TAKEN);
  await until(() => listener.lines().length === 2);
  expect(listener.lines().map(({ result }) => result)).toEqual(['not-looked', 'written']);
});

test('one that sends slowly holds up nobody, and is not waited for at the end', async () => {
  await world.after(BUY);
  const listener = await listening();
  const slow = connect(listener.port, '127.0.0.1');
  slow.on('error', () => undefined);
  slow.write('POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
  expect(await post(listener, eventOf('charge.updated', charge()))).toEqual(TAKEN);
  listener.child.kill('SIGINT');
  expect(await listener.ended).toBe(0);
  slow.destroy();
});

test('G11 what has arrived whole is written down and told before it ends, though nobody waits for the answer', async () => {
  await world.after(BUY);
  const listener = await listening();
  counterpart.next('GET /v1/charges/', 'late');
  const body = eventOf('charge.updated', charge());
  const signature = signatureFor(body, { at: Date.now() });
  const gone = connect(listener.port, '127.0.0.1');
  gone.write(
    `POST /events HTTP/1.1\r\nHost: x\r\nStripe-Signature: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  gone.write(body);
  await until(() => counterpart.asked.some((line) => line.includes('/v1/charges/')));
  gone.destroy();
  await setTimeout(100);
  listener.child.kill('SIGTERM');
  expect(await listener.ended).toBe(0);
  expect(listener.lines()).toMatchObject([{ result: 'written' }]);
  expect(await entries()).toContain('charge-seen');
});

test('G10 a ledger that somebody else holds for long ends no listener: the event comes again', async () => {
  await world.after(BUY);
  const listener = await listening();
  const release = await shut(world.home);
  const body = eventOf('charge.updated', charge());
  expect(await post(listener, body)).toEqual([503, '']);
  await release();
  expect(await post(listener, body)).toEqual(TAKEN);
  await until(() => listener.lines().length === 2);
  expect(listener.lines()).toMatchObject([{ result: 'not-looked', reason: 'LEDGER_BUSY' }, { result: 'written' }]);
}, 30_000);

test('D18 a token that is revoked meanwhile ends it, and nothing more is taken', async () => {
  await world.after(BUY);
  const { token, id } = await world.json('tokens create listener --scopes read,renew');
  const listener = await listening({ PARTNER_TOKEN: token });
  expect(await post(listener, eventOf('charge.updated', charge()))).toEqual(TAKEN);
  await world.after(`tokens revoke ${id} --yes`);
  expect(await post(listener, eventOf('charge.updated', charge()))).toEqual([503, '']);
  expect([await listener.ended, listener.stderr()]).toEqual([4, expect.stringContaining('TOKEN_REFUSED')]);
});

test('a port that is taken is told, and which', async () => {
  const first = await listening();
  nextPort -= 1;
  const second = await listening();
  expect([await second.ended, second.stderr()]).toEqual([1, expect.stringContaining('PORT_UNUSABLE')]);
  expect(second.port).toBe(first.port);
});
