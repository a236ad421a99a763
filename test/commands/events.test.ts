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
  expect(await world.json('events resend', { now })).toEqual({ sent: 2, waiting: 0, givenUp: 0 });
  expect(typesOf(heard.posted.slice(before))).toEqual(['order.placed', 'order.charged']);
  expect((await world.run('events resend --lang fr', { now })).stdout).toContain('Aucun événement');
  const codes = (await world.json('status', { now })).warnings.map(({ code }: Answer) => code);
  expect(codes).not.toContain('EVENTS_NOT_TOLD');
  const [newest] = await world.json('events list', { now });
  expect(await world.json(`events resend ${newest.id}`, { now })).toEqual({ id: newest.id, sent: true });
  expect(idsOf(heard.posted).at(-1)).toBe(newest.id);
});

describe('an endpoint that is set later', () => {
  const alone = { env: { PARTNER_EVENTS_URL: '', PARTNER_EVENTS_SECRET: '' } };
  const states = async () => (await world.json('events list')).map(({ state }: Answer) => state);
  const turnOff = 'actionpack autorenew off --yes';
  beforeEach(async () => {
    for (const line of [JOIN, CARD, BUY]) expect((await world.run(line, alone)).code).toBe(0);
  });

  test('begins with what the first command writes, and says of what is older that it is', async () => {
    await world.after(turnOff);
    expect(typesOf(heard.posted)).toEqual(['autorenew.off']);
    expect(await states()).toEqual(['told', 'before', 'before']);
    expect((await world.run('events list --lang fr')).stdout).toContain('antérieur à cette adresse');
    expect((await world.run('db check')).code).toBe(0);
  });

  test('a machine that tells nobody loses nothing that came after its beginning', async () => {
    await world.after('users add colleague@contoso.example');
    expect(heard.posted).toEqual([]);
    expect((await world.run(turnOff, alone)).code).toBe(0);
    await world.after('users add third@contoso.example');
    expect(typesOf(heard.posted)).toEqual(['autorenew.off']);
  });

  test('what is refused or only looked at begins nothing, and a company that joins is told from its beginning', async () => {
    const before = world.files();
    expect((await world.run('actionpack subscribe --accept-terms --yes')).code).toBe(5);
    await world.after('status', 'events list');
    expect(world.files()).toEqual(before);
    await world.after(JOIN.replace('1234567', '7654321'));
    await world.after(`${BUY} --token pm_card_visa --account 7654321`);
    expect(typesOf(heard.posted)).toEqual(['order.placed', 'order.charged']);
  });

  test('hears what happened since a day or an event again where somebody asks, under the same ids', async () => {
    const [charged, placed] = await world.json('events list');
    expect(await world.json(`events resend --since ${charged.id}`)).toEqual({ sent: 1, waiting: 0, givenUp: 0 });
    expect([idsOf(heard.posted), await states()]).toEqual([[charged.id], ['told', 'before']]);
    expect(await world.json('events resend --since 2026-11-22')).toEqual({ sent: 2, waiting: 0, givenUp: 0 });
    expect([idsOf(heard.posted).slice(1), await states()]).toEqual([
      [placed.id, charged.id],
      ['told', 'told'],
    ]);
    expect(await world.json('events resend --since 2026-11-23')).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
    const tried = await world.json('events resend --since 2026-11-22 --dry-run');
    expect(tried.send).toEqual([placed.id, charged.id]);
    expect(await world.json('events resend')).toEqual({ sent: 0, waiting: 0, givenUp: 0 });
    for (const [more, code] of [
      ['--since evt_gone', 3],
      ['--since yesterday', 2],
      [`${charged.id} --since 2026-11-22`, 2],
    ] as const)
      expect((await world.run(`events resend ${more}`)).code).toBe(code);
    expect(heard.posted).toHaveLength(3);
  });

  test('what could not be told again waits from then on, which is said once, and the next command tells it', async () => {
    status = 500;
    const refused = await world.run('events resend --since 2026-11-22 --json');
    const waits = { sent: 0, waiting: 2, givenUp: 0 };
    expect([refused.code, refused.json(), heard.posted.length]).toEqual([8, waits, 1]);
    expect(await world.json('events list')).toMatchObject([
      { state: 'waiting', reason: 'not-now', nextAt: '2026-11-22T12:00:05.000Z' },
      { state: 'waiting', reason: 'not-now', nextAt: '2026-11-22T12:00:05.000Z' },
    ]);
    expect((await world.run('events list')).stdout).toContain('waits (refused for now; next try');
    const again = await world.run('events resend --since 2026-11-22');
    expect(again.stdout + again.stderr).toContain('2 events could not be told yet');
    expect(again.stdout + again.stderr).not.toContain('still wait');
    status = 204;
    await world.run('users add third@contoso.example', { now: soon(10) });
    expect(typesOf(heard.posted.slice(-2))).toEqual(['order.placed', 'order.charged']);
    expect(await states()).toEqual(['told', 'told']);
    expect((await world.run('db check')).code).toBe(0);
  });
});

test('another address that begins while events wait for the first says which line tells it of them', async () => {
  status = 503;
  await world.after(JOIN, CARD, BUY);
  status = 204;
  const other = { env: { PARTNER_EVENTS_URL: `http://127.0.0.1:${heard.port}/other` } };
  const [, placed] = await world.json('events list');
  const told = heard.posted.length;
  const begun = await world.run('users add colleague@contoso.example', other);
  expect(begun.stderr).toContain(`partner events resend --since ${placed.id}`);
  expect(heard.posted).toHaveLength(told);
  expect((await world.run('users add third@contoso.example', other)).stderr).not.toContain('resend');
  await world.run(`events resend --since ${placed.id}`, other);
  expect(typesOf(heard.posted.slice(told))).toEqual(['order.placed', 'order.charged']);
});

test('what was told stays told once nobody is told any more', async () => {
  await world.after(JOIN, CARD, BUY);
  const nobody = { env: { PARTNER_EVENTS_URL: '' } };
  await world.run('actionpack autorenew off --yes', nobody);
  const listed = (await world.json('events list', nobody)).map(({ state }: Answer) => state);
  expect(listed).toEqual(['nobody-told', 'told', 'told']);
});

test('G3 without a secret nothing is charged, and neither it nor the address is ever said', async () => {
  const env = { PARTNER_EVENTS_SECRET: 'whsec_short' };
  const refused = await world.run(`${JOIN} --json`, { env });
  expect(refused.error()).toMatchObject({ code: 'VALUE_INVALID', of: 'PARTNER_EVENTS_SECRET', exit: 2 });
  expect(refused.stderr).not.toContain('whsec_short');
  const unset = (await world.run(JOIN, { env: { PARTNER_EVENTS_SECRET: '' } })).stderr;
  expect(unset).toContain('PARTNER_EVENTS_SECRET is not set.');
  expect(unset).toContain('echo "whsec_$(openssl rand -base64 32)"');
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
