import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answering, type Hook } from '../../notify/hook.js';
import { headersOf, partsOf, type MailServer } from '../../notify/mail-server.js';
import { BOUGHT, House, MPN } from './house.js';
import { byHook, byMail, hooks, mails } from './servers.js';

const textOf = (server: MailServer, index = 0) =>
  partsOf(server.received[index]?.raw ?? '')[0]?.text.replaceAll('\r\n', '\n') ?? '';

const subjectOf = (server: MailServer, index = 0) => headersOf(server.received[index]?.raw ?? '').get('subject');

/** The paid term ends on 2027-11-22. */
const DUE = '2027-11-07';

describe('P12 what happened to the charge is told, each once', () => {
  const AD = '2027-11-22';
  const on = (day: number) => `2027-11-${day}`;
  const toldBy = (server: Hook) =>
    server.posted
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
      .map((said) => said['notice'] ?? said['days']);

  test('P12 G23 the first decline and the last try, by mail and by webhook, and none of those between', async () => {
    const [smtp, web] = [await mails(), await hooks(answering(200, {}, 'ok'))];
    const house = await House.bought({ ...byMail(smtp), ...byHook(web) });
    await house.runs('payment-methods add --token pm_card_chargeCustomerFail --default');
    await house.runs('reminders send', {}, DUE);
    for (const day of [22, 23, 24, 25, 26]) {
      await house.run('renewals run --yes', {}, on(day));
      for (let job = 0; job < 2; job += 1) await house.runs('reminders send', {}, on(day));
    }
    expect(toldBy(web)).toEqual([-15, 'declined', 'last-try']);
    expect(smtp.received.length).toBe(3);
    expect([subjectOf(smtp, 1), subjectOf(smtp, 2)]).toEqual([
      'Microsoft Action Pack: the charge for its renewal was declined',
      'Microsoft Action Pack: declined, and not tried again',
    ]);
    expect(textOf(smtp, 1)).toContain(
      'The charge for the renewal of Microsoft Action Pack of Contoso to Visa ending 0341 was declined: the bank gave no reason. It is tried again from 23 Nov 2027 on.',
    );
    expect(textOf(smtp, 1)).toContain('partner payment-methods add --default');
    expect(textOf(smtp, 2)).toContain('It is not tried again with this card.');
    const [, first] = web.posted.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(first).toMatchObject({ notice: 'declined', reason: 'generic_decline', nextTry: '2027-11-23' });
    expect(await house.defects()).toEqual([]);
  });

  test('P12 one command does both, for a job of the machine: what a run leaves is told at once', async () => {
    const web = await hooks(answering(200, {}, 'ok'));
    const house = await House.bought(byHook(web));
    await house.runs('payment-methods add --token pm_card_chargeCustomerFail --default');
    const ran = await house.run('renewals run --yes --send-reminders --json', {}, AD);
    expect([ran.code, ran.value]).toMatchObject([8, { declined: 1, reminders: { sent: 1 } }]);
    expect(toldBy(web)).toEqual(['declined']);
    const silent = await house.run('renewals run --yes --send-reminders', { PARTNER_WEBHOOK_URL: undefined }, on(23));
    expect([silent.code, silent.stderr]).toEqual([8, expect.stringContaining('No reminders are sent')]);
    const job = await house.runs('renewals schedule install --scheduler systemd --dry-run');
    expect(job.stdout).toContain('"--send-reminders"');
  });

  test('P12 a hard decline is first and last at once: one message; another card begins anew', async () => {
    const web = await hooks(answering(200, {}, 'ok'));
    const house = await House.bought(byHook(web));
    await house.run('payment-methods add --card-stdin --default', {}, BOUGHT, '4100000000000019 10/29 123');
    await house.run('renewals run --yes', {}, AD);
    await house.runs('reminders send', {}, AD);
    await house.runs('reminders send', {}, on(24));
    await house.runs('payment-methods add --token pm_card_chargeCustomerFail --default', {}, on(24));
    await house.run('renewals run --yes', {}, on(24));
    await house.runs('reminders send', {}, on(24));
    expect(toldBy(web).filter((said) => typeof said === 'string')).toEqual(['last-try', 'declined']);
  });

  test('G3 a bank that wants the cardholder to confirm is told once for each try, with the link and its time', async () => {
    const web = await hooks(answering(200, {}, 'ok'));
    const house = await House.bought(byHook(web));
    await house.runs('payment-methods add --token pm_card_authenticationRequired --default');
    for (const day of [AD, on(23)]) {
      await house.run('renewals run --yes', {}, day);
      for (let job = 0; job < 2; job += 1) await house.runs('reminders send', {}, day);
    }
    expect(toldBy(web)).toEqual(['action-required', 'action-required']);
    const [first, second] = web.posted.map(({ body }) => JSON.parse(body) as Record<string, string>);
    expect(first).toMatchObject({ reason: 'authentication_required', payUrl: expect.stringContaining('https://') });
    expect(second?.['payUrl']).not.toBe(first?.['payUrl']);
    expect(JSON.stringify(first)).toContain(`partner orders pay ${String(first?.['orderId'])}`);
  });

  test('G3 an outcome that is not known is told, and that nobody should pay again', async () => {
    const smtp = await mails();
    const house = await House.bought(byMail(smtp));
    await house.run('renewals run --yes', { PARTNER_SANDBOX_FAULT: 'cut' }, AD);
    for (let job = 0; job < 2; job += 1) await house.runs('reminders send', {}, AD);
    expect(smtp.received.length).toBe(1);
    expect(textOf(smtp)).toContain('Do not pay again.');
    expect(textOf(smtp)).toContain('partner recover');
  });

  test('D7 a charge that a rule stands against is told too', async () => {
    const web = await hooks(answering(200, {}, 'ok'));
    const house = await House.bought(byHook(web));
    await house.run('payment-methods add --card-stdin --default', {}, BOUGHT, '4242424242424242 10/27 123');
    await house.run('renewals run --yes', {}, AD);
    for (let job = 0; job < 2; job += 1) await house.runs('reminders send', {}, AD);
    const told = web.posted.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.filter(({ notice }) => notice === 'not-charged')).toMatchObject([{ reason: 'CARD_EXPIRED' }]);
  });
});

test('P5 D16 the reminder goes out once over each channel, and says what will be charged when, to which card', async () => {
  const [smtp, web] = [await mails(), await hooks(answering(200))];
  const house = await House.bought({ ...byMail(smtp), ...byHook(web) });
  expect((await house.runs('reminders send --json', {}, '2027-11-06')).value).toEqual({
    asOf: '2027-11-06',
    sent: 0,
    failed: 0,
    unknown: 0,
    skipped: 0,
    items: [],
  });
  const { value } = await house.runs('reminders send --json', {}, DUE);
  expect(value).toMatchObject({ asOf: DUE, sent: 2, failed: 0, unknown: 0, skipped: 0 });
  expect(value.items).toMatchObject([
    {
      channel: 'mail',
      to: 'admin@contoso.example',
      result: 'sent',
      days: -15,
      day: DUE,
      term: 0,
      mpnId: MPN,
      anniversary: '2027-11-22',
      reason: null,
    },
    { channel: 'webhook', to: null, result: 'sent' },
  ]);
  expect(subjectOf(smtp)).toBe('Microsoft Action Pack renews on 22 Nov 2027: US$475.00');
  expect(textOf(smtp)).toContain('US$475.00 will be charged to Visa ending 4242.');
  expect(textOf(smtp)).toContain('Sandbox: no money moves.');
  expect(JSON.parse(web.posted[0]?.body ?? '')).toMatchObject({
    event: 'reminder',
    mpnId: MPN,
    renewal: 'charge',
    chargeOn: '2027-11-22',
    amount: { amount: 47500, currency: 'USD' },
    priceChanges: false,
    card: { brand: 'visa', last4: '4242' },
    benefits: [],
    sandbox: true,
  });
  expect((await house.runs('reminders send --json', {}, '2027-11-08')).value.items).toEqual([]);
  expect([smtp.received.length, web.posted.length]).toEqual([1, 1]);
  expect(await house.defects()).toEqual([]);
});

test('R16, P5 turned off, it says so, in the language of the country of the company unless another is asked for', async () => {
  const smtp = await mails();
  const house = await House.bought(byMail(smtp), 'Société « Éléphant »', 'FR');
  await house.runs('actionpack autorenew off', {}, '2027-01-01');
  await house.runs('reminders send', {}, DUE);
  expect(subjectOf(smtp)).toBe(
    'Abonnement au Microsoft Action Pack\u00a0: fin le 22 nov. 2027, sans renouvellement automatique',
  );
  expect(headersOf(smtp.received[0]?.raw ?? '').get('content-language')).toBe('fr');
  expect(textOf(smtp)).toContain(
    "(Société « Éléphant »)\u00a0: payé jusqu'au 22 nov. 2027. Le renouvellement automatique est désactivé",
  );
  expect(textOf(smtp)).toContain('du 24 août 2027 au 22 déc. 2027\u00a0: partner actionpack renew');
  await house.runs('reminders send --lang en', {}, '2027-12-15');
  expect(subjectOf(smtp, 1)).toBe('Microsoft Action Pack is lost after 22 Dec 2027: renew it by then');
});

test('G23 a run after months sends the newest reminder and leaves the older ones', async () => {
  const smtp = await mails();
  const house = await House.bought({ ...byMail(smtp), PARTNER_REMINDER_DAYS: '90, 60,30,7,1' });
  const { value } = await house.runs('reminders send --json', {}, '2027-11-16');
  expect(value).toMatchObject({ sent: 1, skipped: 4 });
  expect(value.items.map(({ days, result, reason }: Record<string, unknown>) => [days, result, reason])).toEqual([
    [-7, 'sent', null],
    [-90, 'skipped', 'outdated'],
    [-60, 'skipped', 'outdated'],
    [-30, 'skipped', 'outdated'],
    [-15, 'skipped', 'outdated'],
  ]);
  expect((await house.runs('reminders send --json', {}, '2027-11-20')).value.items).toEqual([]);
  expect((await house.runs('reminders send --json', {}, '2027-11-21')).value).toMatchObject({ sent: 1, skipped: 0 });
});

test('G23 nobody is reminded of a renewed term, and the term after it has its own reminders', async () => {
  const smtp = await mails();
  const house = await House.bought(byMail(smtp));
  await house.runs('actionpack renew --accept-terms --yes', {}, '2027-11-01');
  expect((await house.runs('reminders send --json', {}, DUE)).value.items).toEqual([]);
  expect((await house.runs('reminders send --json', {}, '2028-11-07')).value.items).toMatchObject([
    { term: 1, anniversary: '2028-11-22', result: 'sent' },
  ]);
});

test('P5 --dry-run says what would go to whom, and writes and sends nothing', async () => {
  const smtp = await mails();
  const house = await House.bought(byMail(smtp));
  const { value } = await house.runs('reminders send --dry-run --to boss@contoso.example --json', {}, DUE);
  expect(value).toMatchObject({
    dryRun: true,
    asOf: DUE,
    send: 1,
    items: [{ channel: 'mail', to: 'boss@contoso.example', result: 'send' }],
  });
  expect(smtp.connections()).toBe(0);
  await house.runs('reminders send --to boss@contoso.example', {}, DUE);
  expect(smtp.received[0]?.to).toEqual(['boss@contoso.example']);
});

test('P5 --to said twice, or as a list, is everybody: each gets it, and the ledger says whom it was sent to', async () => {
  const both = ['one@contoso.example', 'two@contoso.example'];
  for (const said of ['--to one@contoso.example --to two@contoso.example', `--to ${both.join(',')}`]) {
    const smtp = await mails();
    const house = await House.bought(byMail(smtp));
    const look = await house.runs(`reminders send --dry-run --json ${said}`, {}, DUE);
    expect(look.value.items).toMatchObject([{ to: both.join(', '), result: 'send' }]);
    const { value } = await house.runs(`reminders send --json ${said}`, {}, DUE);
    expect(value).toMatchObject({ sent: 1, items: [{ to: both.join(', '), result: 'sent' }] });
    expect(smtp.received.map(({ to }) => to)).toEqual([both]);
    expect((await house.runs('reminders list --json', {}, DUE)).stdout).toContain(both.join(', '));
    expect(await house.defects()).toEqual([]);
  }
  const house = await House.bought(byMail(await mails()));
  expect((await house.run('reminders send --to one@contoso.example --to two', {}, DUE)).code).toBe(2);
});

test('P5 --to where a webhook alone is set would say nothing: it is refused, and what to set is named', async () => {
  const web = await hooks(answering(200));
  const house = await House.bought(byHook(web));
  for (const line of [
    'reminders send --to one@contoso.example --json',
    'reminders send --to one@contoso.example -n --json',
  ]) {
    const { code, stderr } = await house.run(line, {}, DUE);
    expect([code, JSON.parse(stderr)]).toMatchObject([
      2,
      { error: { code: 'CHANNEL_NOT_SET', flag: '--to', missing: ['PARTNER_SMTP_URL'] } },
    ]);
  }
  expect(web.posted).toEqual([]);
});

test('G23 a refused reminder is tried three times in all; exit 8 says that some failed', async () => {
  const web = await hooks(answering(500));
  const house = await House.bought(byHook(web));
  for (const _ of [1, 2, 3]) {
    const { code, value } = await house.run('reminders send --json', {}, DUE);
    expect(code).toBe(8);
    expect(value).toMatchObject({ failed: 1, items: [{ result: 'failed', reason: 'not-now', status: 500 }] });
  }
  const { code, value } = await house.run('reminders send --json', {}, '2027-11-09');
  expect([code, value.skipped, value.items[0].reason]).toEqual([0, 1, 'given-up']);
  expect(web.posted.length).toBe(3);
  expect((await house.runs('reminders list --json', {}, '2027-11-09')).value[0]).toMatchObject({
    state: 'given-up',
    reason: 'not-now',
    status: 500,
  });
  // The next reminder is another one.
  expect((await house.run('reminders send --json', {}, '2027-12-15')).value).toMatchObject({ failed: 1 });
});

test('G23 in GitHub Actions what failed, or is tried no more, is a mark in the log, a row of the summary and an output', async () => {
  const web = await hooks(answering(500));
  const house = await House.bought(byHook(web));
  const [output, summary] = [join(house.home, 'output'), join(house.home, 'summary')];
  const actions = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const failed = await house.run('reminders send --json', actions, DUE);
  expect(failed.stderr).toMatch(/^::error::7 Nov 2027 · 15 days before · failed · webhook · .*MPN 1234567 · .*\n$/);
  expect(readFileSync(output, 'utf8')).toBe('sent=0\nfailed=1\nunknown=0\nskipped=0\n');
  const page = readFileSync(summary, 'utf8').split('\n');
  expect(page[0]).toBe('### reminders 2027-11-07: 0 sent, 1 failed, 0 unknown, 0 skipped');
  expect(page[4]).toMatch(/^\| 7 Nov 2027 \| .*failed \| webhook \| .*\|$/);
  for (const _ of [2, 3]) await house.run('reminders send', {}, DUE);
  expect((await house.runs('reminders send', actions, DUE)).stderr).toMatch(/^::warning::.*tried three times/);
  const cut = byHook(await hooks((response) => response.destroy()));
  expect((await house.run('reminders send', { ...actions, ...cut }, '2027-12-15')).stderr).toMatch(
    /^::error::.* · unknown · /,
  );
});

test('G23 what was sent, and what a later reminder takes the place of, marks nothing', async () => {
  const web = await hooks(answering(200));
  const house = await House.bought({ ...byHook(web), GITHUB_ACTIONS: 'true' });
  const { stderr, value } = await house.runs('reminders send --json', {}, '2027-12-15');
  expect([value.sent, value.skipped, stderr]).toEqual([1, 1, '']);
});

test('G23 a channel that lets nothing through costs no reminder its tries', async () => {
  const house = await House.bought({
    PARTNER_SMTP_URL: 'smtp://127.0.0.1:1',
    PARTNER_SMTP_FROM: 'partner@contoso.example',
  });
  for (const _ of [1, 2, 3, 4])
    expect((await house.run('reminders send --json', {}, DUE)).value).toMatchObject({
      failed: 1,
      items: [{ reason: 'unreachable' }],
    });
  const smtp = await mails();
  expect((await house.runs('reminders send --json', byMail(smtp), DUE)).value).toMatchObject({ sent: 1 });
});

test('G23 of all accounts each gets its own, and none is tried over a channel that has just let nothing through', async () => {
  const house = await House.bought();
  await house.runs(
    'join --company Fabrikam --country US --email admin@fabrikam.example --mpn-id 7654321 --accept-terms',
  );
  await house.runs('payment-methods add --token pm_card_visa --account 7654321');
  await house.runs('actionpack subscribe --accept-terms --yes --account 7654321');
  const nowhere = { PARTNER_SMTP_URL: 'smtp://127.0.0.1:1', PARTNER_SMTP_FROM: 'partner@contoso.example' };
  expect((await house.run('reminders send --all-accounts --json', nowhere, DUE)).value).toMatchObject({
    failed: 1,
    sent: 0,
  });
  const smtp = await mails();
  const some = await house.runs('reminders send --account 7654321 --json', byMail(smtp), DUE);
  expect(some.value).toMatchObject({ sent: 1, items: [{ to: 'admin@fabrikam.example' }] });
  expect((await house.runs('reminders send --all-accounts --json', byMail(smtp), DUE)).value).toMatchObject({
    sent: 1,
    items: [{ mpnId: MPN }],
  });
  expect(smtp.received.map(({ to }) => to)).toEqual([['admin@fabrikam.example'], ['admin@contoso.example']]);
});

describe('P5 what is asked of the settings', () => {
  test('P5 no channel, no sender, no address: exit 2, and no secret in the answer', async () => {
    const house = await House.bought();
    const asked: readonly (readonly [Record<string, string>, string])[] = [
      [{}, 'CHANNEL_NOT_SET'],
      [{ PARTNER_SMTP_URL: 'smtp://mail.example.org' }, 'CHANNEL_NOT_SET'],
      [{ PARTNER_SMTP_URL: 'smtp://user:hunter2@host/path', PARTNER_SMTP_FROM: 'a@b.example' }, 'VALUE_INVALID'],
      [{ PARTNER_WEBHOOK_URL: 'http://hooks.example.org/hunter2' }, 'VALUE_INVALID'],
      [{ PARTNER_WEBHOOK_URL: 'https://hooks.example.org/hunter2', PARTNER_WEBHOOK_FORMAT: 'irc' }, 'UNKNOWN_CHOICE'],
      [{ PARTNER_WEBHOOK_URL: 'https://hooks.example.org/hunter2', PARTNER_REMINDER_DAYS: '31' }, 'UNKNOWN_CHOICE'],
      [{ PARTNER_WEBHOOK_URL: 'https://hooks.example.org/hunter2', PARTNER_REMINDER_DAYS: 'soon' }, 'VALUE_INVALID'],
    ];
    for (const [env, wanted] of asked) {
      const { code, stdout, stderr } = await house.run('reminders send --json', env, DUE);
      expect([code, stdout, JSON.parse(stderr).error.code]).toEqual([2, '', wanted]);
      expect(stderr).not.toContain('hunter2');
    }
  });

  test('P5 the settings can be kept, but for the secrets', async () => {
    const web = await hooks(answering(200));
    const house = await House.bought();
    await house.runs('config set reminder-days 30,7');
    await house.runs('config set webhook-format slack');
    expect((await house.run('config set reminder-days often --json')).code).toBe(2);
    expect((await house.run('config set smtp-url smtp://a:b@c --json')).code).toBe(3);
    await house.runs('reminders send', byHook(web), '2027-10-23');
    expect(JSON.parse(web.posted[0]?.body ?? '').blocks[0].text.text).toBe(
      'Microsoft Action Pack renews on 22 Nov 2027: US$475.00',
    );
  });
});

test('C18 a mail about one account of several says so in each command, and no two stand on one line', async () => {
  const smtp = await mails();
  const house = await House.bought(byMail(smtp));
  await house.runs(
    'join --company Fabrikam --country DE --email boss@fabrikam.example --mpn-id 7654321 --accept-terms',
  );
  await house.runs('reminders send --all-accounts', {}, DUE);
  const commands = textOf(smtp).match(/partner [a-z].*/g);
  expect(commands).toEqual([
    'partner actionpack autorenew off --account 1234567',
    // Of a programme, and so of no account.
    'partner catalog show maicpp-2026',
    'partner account move maicpp-2026 --account 1234567',
  ]);
});
