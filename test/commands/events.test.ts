import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { signatureOf } from '../../src/notify/signature.js';
import { hook, type Hook, type Posted } from '../notify/hook.js';
import { BUY, CARD, JOIN, Workplace, type Answer } from '../support/in-process.js';

const KEY = Buffer.from('a secret of twenty-four b');
const SECRET = `whsec_${KEY.toString('base64')}`;

let status = 204;
let heard: Hook;
let slow: Hook;
let world: Workplace;
beforeEach(async () => {
  status = 204;
  heard = await hook((response: ServerResponse) => response.writeHead(status).end());
  slow = await hook(() => undefined);
  const env = { PARTNER_EVENTS_URL: `http://127.0.0.1:${heard.port}/in`, PARTNER_EVENTS_SECRET: SECRET };
  world = new Workplace({ env });
});
afterEach(() => {
  heard.close();
  slow.close();
});

const typesOf = (posted: readonly Posted[]) => posted.map(({ body }) => JSON.parse(body).type);
const idsOf = (posted: readonly Posted[]) => posted.map(({ headers }) => headers['webhook-id']);
const soon = (minutes: number) => new Date(Date.parse('2026-11-22T12:00:00Z') + minutes * 60_000).toISOString();

test('a message is signed as the package of Standard Webhooks signs it', () => {
  const message = { id: 'evt_1', timestamp: 1614265330, body: '{"test": 2432232314}' };
  expect(signatureOf(KEY, message)).toBe('v1,oVtwSFLM6d44LDgLrwKZ7rMbm0YRpGzsSvRMKWhf+D0=');
});

test('what is written is told once its command has ended, in its order, each signed', async () => {
  await world.after(JOIN, CARD, BUY);
  expect(typesOf(heard.posted)).toEqual(['order.placed', 'order.charged']);
  expect(new Set(idsOf(heard.posted)).size).toBe(2);
  const [, { headers, body }] = heard.posted as readonly [Posted, Posted];
  const content = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  const mac = createHmac('sha256', KEY).update(content).digest('base64');
  expect(headers).toMatchObject({ 'webhook-timestamp': '1795348800', 'webhook-signature': `v1,${mac}` });
  expect(JSON.parse(body)).toEqual({
    type: 'order.charged',
    timestamp: '2026-11-22T12:00:00.000Z',
    data: {
      ...{ accountId: expect.stringMatching(/^acc_/), mpnId: '1234567', offer: 'action-pack', result: 'charged' },
      ...{ subscriptionId: expect.stringMatching(/^sub_/), orderId: expect.stringMatching(/^ord_/) },
      ...{ termStart: '2026-11-22', amount: { amount: 47500, currency: 'USD' }, reason: null },
      ...{ paymentMethod: expect.stringMatching(/^pm_/), receiptNumber: '2026-000001' },
    },
  });
  expect((await world.run('db check')).code).toBe(0);
});

test('a run, a decline, a reminder, a request and a refund are told in the words of the file of events', async () => {
  await world.after(JOIN, CARD, BUY, 'actionpack cancel', 'support resolve 1 --outcome approved --yes');
  expect(typesOf(heard.posted).slice(2)).toEqual([
    'support.filed',
    'refund.refunded',
    'subscription.cancelled',
    'support.approved',
  ]);
  await world.after('actionpack subscribe --accept-terms --token pm_card_visa --yes');
  await world.after('payment-methods add --token pm_card_chargeCustomerFail --default');
  const before = heard.posted.length;
  const file = join(world.home, 'events.jsonl');
  writeFileSync(file, '');
  const later = { now: '2027-11-22', env: { PARTNER_EVENTS_FILE: file } };
  await world.run('renewals run --all-accounts --yes', later);
  expect(typesOf(heard.posted.slice(before))).toEqual(['renewal.placed', 'renewal.declined']);
  const { data } = JSON.parse(heard.posted.at(-1)?.body ?? '');
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .map((text) => JSON.parse(text || '{}'));
  const { accountId, mpnId, subscriptionId, offer, result, amount, reason, orderId, receiptNumber } = line[0];
  expect(data).toMatchObject({
    accountId,
    mpnId,
    subscriptionId,
    offer,
    result,
    amount,
    reason,
    orderId,
    receiptNumber,
  });
  expect([result, reason]).toEqual(['declined', 'generic_decline']);
});

test('a purchase that was declined, or whose outcome is unknown, is told when it ends, and one that was refused is not (G3)', async () => {
  await world.after(JOIN);
  const buy = (token: string) => `actionpack subscribe --accept-terms --yes --token ${token} --json`;
  expect((await world.run(buy('pm_card_chargeCustomerFail'))).code).toBe(9);
  expect(typesOf(heard.posted)).toEqual(['order.placed', 'order.declined']);
  const cut = await world.run(buy('pm_card_visa'), { env: { PARTNER_SANDBOX_FAULT: 'cut' } });
  expect([cut.code, typesOf(heard.posted).slice(2)]).toEqual([10, ['order.placed', 'order.unknown']]);
  const before = world.files();
  expect((await world.run('actionpack autorenew off --yes')).code).toBeGreaterThan(0);
  expect(world.files()).toEqual(before);
});

test('G11 whoever does not wait for an endpoint that hangs goes, with the exit code of what was done', async () => {
  const signals = new EventEmitter();
  await world.after(JOIN, CARD);
  const telling = { signals, env: { PARTNER_EVENTS_URL: `http://127.0.0.1:${slow.port}/in` } };
  const bought = world.run(BUY, telling);
  while (slow.posted.length === 0) await setTimeout(10);
  const asked = Date.now();
  signals.emit('SIGINT');
  expect((await bought).code).toBe(0);
  expect(Date.now() - asked).toBeLessThan(5000);
  expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 1 });
});

test('an endpoint that hangs is waited for once, and not for each event of a purchase', async () => {
  await world.after(JOIN, CARD);
  const env = { PARTNER_EVENTS_URL: `http://127.0.0.1:${slow.port}/in` };
  const bought = world.run(BUY, { env });
  while (slow.posted.length === 0) await setTimeout(10);
  const began = Date.now();
  expect((await bought).code).toBe(0);
  expect(Date.now() - began).toBeLessThan(20_000);
}, 60_000);

test('what is not taken waits, is tried again after a pause under the same id, and nothing overtakes it', async () => {
  status = 503;
  await world.after(JOIN, CARD, BUY);
  expect(typesOf(heard.posted)).toEqual(['order.placed']);
  await world.after('users add colleague@contoso.example');
  expect(heard.posted).toHaveLength(1);
  expect((await world.json('events list')).map(({ state }: Answer) => state)).toEqual(['waiting', 'waiting']);
  status = 204;
  await world.run('users add third@contoso.example', { now: soon(1) });
  expect(typesOf(heard.posted)).toEqual(['order.placed', 'order.placed', 'order.charged']);
  expect(idsOf(heard.posted)[1]).toBe(idsOf(heard.posted)[0]);
  expect((await world.json('events list')).map(({ state }: Answer) => state)).toEqual(['told', 'told']);
});

test('after three days of it an event is given up, status warns, and resend tells it', async () => {
  status = 400;
  await world.after(JOIN, CARD, BUY);
  for (let hours = 24; hours <= 24 * 9; hours += 24)
    await world.run(`users add user${hours}@contoso.example`, { now: soon(hours * 60) });
  const now = soon(10 * 24 * 60);
  const { warnings } = await world.json('status', { now });
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'EVENTS_NOT_TOLD', try: 'partner events resend' }));
  status = 204;
  const before = heard.posted.length;
  expect(await world.json('events resend', { now })).toEqual({ sent: 2, waiting: 0 });
  expect(typesOf(heard.posted.slice(before))).toEqual(['order.placed', 'order.charged']);
  expect((await world.run('events resend --lang fr', { now })).stdout).toContain('Aucun événement');
  const codes = (await world.json('status', { now })).warnings.map(({ code }: Answer) => code);
  expect(codes).not.toContain('EVENTS_NOT_TOLD');
  const [newest] = await world.json('events list', { now });
  expect(await world.json(`events resend ${newest.id}`, { now })).toEqual({ id: newest.id, sent: true });
  expect(idsOf(heard.posted).at(-1)).toBe(newest.id);
});

test('another endpoint hears all of it from the beginning, and a machine that tells nobody loses nothing', async () => {
  const alone = { env: { PARTNER_EVENTS_URL: '', PARTNER_EVENTS_SECRET: '' } };
  for (const line of [JOIN, CARD, BUY]) expect((await world.run(line, alone)).code).toBe(0);
  expect(heard.posted).toEqual([]);
  await world.after('users add colleague@contoso.example');
  expect(typesOf(heard.posted)).toEqual(['order.placed', 'order.charged']);
});

test('G3 without a secret nothing is charged, and neither it nor the address is ever said', async () => {
  const env = { PARTNER_EVENTS_SECRET: 'whsec_short' };
  const refused = await world.run(`${JOIN} --json`, { env });
  expect(refused.error()).toMatchObject({ code: 'VALUE_INVALID', of: 'PARTNER_EVENTS_SECRET', exit: 2 });
  expect(refused.stderr).not.toContain('whsec_short');
  expect(world.files().size).toBe(0);
  const file = join(world.home, 'secret');
  writeFileSync(file, `${SECRET}\n`);
  await world.after(JOIN);
  const kept = { PARTNER_EVENTS_SECRET: '', PARTNER_EVENTS_SECRET_FILE: file };
  expect((await world.run(CARD, { env: kept })).code).toBe(0);
});

test('a message is checked as whoever gets it would: changed, signed with another secret, or old', async () => {
  await world.after(JOIN, CARD, BUY);
  const { headers, body } = heard.posted[0] as Posted;
  const line = (signature = String(headers['webhook-signature'])) => [
    ...['events', 'verify', '--json', '--id', String(headers['webhook-id'])],
    ...['--timestamp', String(headers['webhook-timestamp']), '--signature', signature],
  ];
  const asked = async (words: readonly string[], options: object) => {
    const { code, stdout } = await world.run(words, options);
    return [code, JSON.parse(stdout).fault];
  };
  expect(await asked(line(), { stdin: body })).toEqual([0, null]);
  expect(await asked(line(), { stdin: body.replace('placed', 'paid') })).toEqual([1, 'signature']);
  expect(await asked(line(), { stdin: body, now: soon(6) })).toEqual([1, 'time']);
  const other = { PARTNER_EVENTS_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
  expect(await asked(line(), { stdin: body, env: other })).toEqual([1, 'signature']);
});
