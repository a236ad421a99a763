import { answering } from '../../notify/hook.js';
import { headersOf, partsOf } from '../../notify/mail-server.js';
import { House } from '../reminders/house.js';
import { byHook, byMail, hooks, mails } from '../reminders/servers.js';
import { id } from '../../support/contract.js';
import { Workplace, type Answer } from '../../support/in-process.js';

/** Paid at the vendor to 2027-03-01; without a record it is presumed to have expired on 2027-04-01. */
const LAST = { now: '2027-03-31' };
const AFTER = { now: '2027-04-01' };
const COMPANY = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const adopting = (offer: string, autorenew: string, programme: string) =>
  `adopt ${offer} --anniversary 2027-03-01 --autorenew ${autorenew} --gateway none --programme ${programme} ${COMPANY}`;

let owner: Workplace;
let subscription: string;
beforeAll(async () => {
  owner = await new Workplace().after(adopting('action-pack', 'on', 'mpn-2018'));
  subscription = (await owner.json('status')).subscriptions[0].id;
});

const missed = { result: 'missed', reason: 'NOT_RECORDED', chargeOn: '2027-03-01', amount: null };

describe('D30 what the vendor may have renewed and nobody recorded, once its window has closed', () => {
  test('renewals due lists it with its reason and both ways out, in both languages', async () => {
    expect(await owner.json('renewals due', LAST)).toMatchObject([{ result: 'expected' }]);
    expect(await owner.json('renewals due', AFTER)).toEqual([
      {
        ...{ accountId: id('acc'), mpnId: '1234567', subscriptionId: subscription, offer: 'action-pack' },
        ...{ anniversary: '2027-03-01', ...missed, paymentMethod: null },
        ...{ nextTry: null, orderId: null, receiptNumber: null },
      },
    ]);
    const { stdout } = await owner.run('renewals due', AFTER);
    expect(stdout).toContain('nobody recorded whether the vendor renewed it');
    expect(stdout).toContain(`partner orders record ${subscription}`);
    expect(stdout).toContain('partner actionpack subscribe');
    const french = (await owner.run('renewals due --lang fr', AFTER)).stdout;
    expect(french).toContain("personne n'a consigné si le fournisseur l'a renouvelée");
    const everybody = (await owner.run('renewals due --all-accounts', AFTER)).stdout;
    expect(everybody).toContain('partner status --account 1234567');
    expect(everybody).not.toContain('orders record');
  });

  test('of something whose automatic renewal is unknown, too', async () => {
    const world = await new Workplace().after(adopting('action-pack', 'unknown', 'mpn-2018'));
    for (const who of ['', ' --all-accounts'])
      expect(await world.json(`renewals due${who}`, AFTER)).toMatchObject([{ offer: 'action-pack', ...missed }]);
  });

  test('with automatic renewal off nothing of it was missed', async () => {
    const world = await new Workplace().after(adopting('action-pack', 'off', 'mpn-2018'));
    expect(await world.json('renewals due', AFTER)).toEqual([]);
  });

  test('reminders list says that it was not recorded, and nothing of a payment', async () => {
    for (const [lang, said, never] of [
      ['en', 'renewal not recorded', 'payment unknown'],
      ['fr', 'renouvellement non consigné', 'paiement inconnu'],
    ] as const) {
      const { stdout } = await owner.run(`reminders list --lang ${lang}`, AFTER);
      expect(stdout).toContain(said);
      expect(stdout).not.toContain(never);
    }
  });

  test('a run names it in its summary and its JSON, and charges nothing', async () => {
    const world = owner.copy();
    const { stdout } = await world.run('renewals run --yes', AFTER);
    expect(stdout).toContain('0 due, 0 charged, 0 declined, 0 unknown, 0 skipped, 1 missed');
    expect(stdout).toContain(`partner orders record ${subscription}`);
    expect((await world.run('renewals run --yes --json', AFTER)).json()).toMatchObject({
      ...{ charged: 0, items: [], missed: [missed] },
    });
  });

  test('the forecast and the reminders list it; status says it once', async () => {
    expect(await owner.json('renewals forecast', AFTER)).toMatchObject([
      { chargeOn: '2027-03-01', amount: null, how: 'missed' },
    ]);
    expect(await owner.json('reminders list', AFTER)).toMatchObject([
      { notice: 'unknown', about: 'NOT_RECORDED', state: 'due' },
    ]);
    const { warnings } = await owner.json('status', AFTER);
    const codes = warnings.map(({ code }: Answer) => code);
    expect(codes).toContain('UNCONFIRMED');
    expect(codes).not.toContain('RENEWAL_MISSED');
  });

  test('G23 one last reminder asks for the record, and none comes after it', async () => {
    const [smtp, web] = [await mails(), await hooks(answering(200, {}, 'ok'))];
    const house = new House(owner.copy({ env: { ...byMail(smtp), ...byHook(web) } }));
    for (const day of ['2027-04-01', '2027-06-01']) await house.runs('reminders send --lang en', {}, day);
    expect(web.posted.map(({ body }) => JSON.parse(body))).toMatchObject([
      { notice: 'unknown', reason: 'NOT_RECORDED', renewal: 'unconfirmed', orderId: null },
    ]);
    expect(smtp.received).toHaveLength(1);
    const raw = smtp.received[0]?.raw ?? '';
    expect(headersOf(raw).get('subject')).toContain('was it renewed on 1 Mar 2027?');
    const text = partsOf(raw)[0]?.text.replaceAll(/\s+/g, ' ');
    expect(text).toContain('nobody has recorded whether the vendor renewed it. It is presumed to have expired.');
    expect(text).toContain(`partner orders record ${subscription}`);
    expect(text).toContain('partner actionpack subscribe');
    expect(text).not.toMatch(/recover|Do not pay|no longer tries|charged|NOT_RECORDED/);
    expect(await house.defects()).toEqual([]);
  });

  test('it is over once it was recorded, or a year has passed', async () => {
    expect(await owner.json('renewals due', { now: '2028-03-30' })).toMatchObject([missed]);
    expect(await owner.json('renewals due', { now: '2028-04-01' })).toEqual([]);
    const world = owner.copy(AFTER);
    await world.after(`orders record ${subscription} --invoice E9 --paid-on 2027-03-01`);
    expect(await world.json('renewals due')).toEqual([]);
    expect(await world.json('renewals forecast')).toMatchObject([{ how: 'at-vendor' }]);
  });
});
