import { runPartner } from '../support/run.js';
import { acceptTerms, addAWayToPay, atReview, buy, CARD, payWith, typeCard, verifyOrder } from './acts.js';
import { closeAll, copyOf, partner, WORLD, worldOf, type Wizard } from './terminal.js';

let member: string;
let inWindow: string;
beforeAll(async () => {
  [member, inWindow] = await Promise.all([worldOf(...WORLD.member), worldOf(...WORLD.inWindow)]);
});
afterEach(closeAll);

interface ShownOrder {
  readonly kind: string;
  readonly state: string;
  readonly total: { readonly amount: number; readonly currency: string };
  readonly paymentMethod: string;
}

async function ordersIn(home: string): Promise<readonly ShownOrder[]> {
  return (await runPartner(['orders', 'list', '--json'], { home })).json();
}

async function cardsIn(
  home: string,
): Promise<readonly { readonly id: string; readonly last4: string; readonly isDefault: boolean }[]> {
  return (await runPartner(['payment-methods', 'list', '--json'], { home })).json();
}

/** The total on the last review, in minor units. */
function totalShown(wizard: Wizard): number {
  const shown = [...wizard.history().matchAll(/Total, charged now to .*US\$([\d,]+)\.(\d\d)$/gm)].at(-1);
  return Number(`${shown?.[1]?.replaceAll(',', '')}${shown?.[2]}`);
}

test('R9 G12 from the review: another card, the terms once more, then Buy; the price shown is the price charged', async () => {
  const wizard = partner('actionpack renew --accept-terms', { home: copyOf(inWindow) });
  await verifyOrder(wizard);
  await payWith(wizard, 'Visa ending 4242');
  await atReview(wizard, 'Change the payment method');
  await payWith(wizard, 'Another credit card');
  await typeCard(wizard, CARD.mastercard);
  await wizard.waitFor('Total, charged now to Mastercard ending 4444');
  await atReview(wizard, 'Read the terms again');
  await wizard.choose('Page 1 of 6:', 'Read on');
  await wizard.choose('Page 2 of 6:', 'Stop reading');
  const total = totalShown(wizard);
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);

  expect(total).toBe(47500);
  const mastercard = (await cardsIn(wizard.home)).find((card) => card.last4 === '4444');
  const renewals = (await ordersIn(wizard.home)).filter((order) => order.kind === 'renewal');
  expect(renewals).toMatchObject([
    { state: 'paid', total: { amount: total, currency: 'USD' }, paymentMethod: mastercard?.id },
  ]);
});

test('R9 quiet mode leaves nothing out that a question is about', async () => {
  const wizard = partner('-q actionpack subscribe --accept-terms --token pm_card_visa', { home: copyOf(member) });
  await wizard.waitFor('21 January 2025');
  await wizard.waitFor('? What next?');
  expect(wizard.screen()).toContain('Total, charged now to Visa ending 4242');
});

test('J1 going back keeps the numbers of the pages: they count what a person meets, not how often', async () => {
  const wizard = partner('actionpack subscribe --accept-terms', { home: copyOf(member) });
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await atReview(wizard, 'Change the payment method');
  await addAWayToPay(wizard);
  await typeCard(wizard, CARD.mastercard);
  await wizard.waitFor('Mastercard ending 4444');
  await atReview(wizard, 'Read the terms again');
  await wizard.choose('Page 1 of 6:', 'Stop reading');
  await buy(wizard);
  await wizard.exit();
  const asked = [
    [1, 5, 'Payment'],
    [2, 5, 'Payment details'],
    [3, 5, 'Review your order'],
  ];
  expect(wizard.pages()).toEqual([
    ...asked,
    ...asked,
    [3, 5, 'Review your order'],
    [4, 5, 'Buying'],
    [5, 5, 'Your order is confirmed'],
  ]);
});

test('J0 who joins with the order sees it in the review and can correct it there', async () => {
  const line =
    'actionpack subscribe --company Contoso --country FR --email a@b.example --mpn-id 1234567 --accept-terms --token pm_card_visa';
  const wizard = partner(line);
  await atReview(wizard, 'Correct the company details');
  await wizard.answer('Company name:', 'Contoso SARL');
  await wizard.answer('Business country', '');
  await wizard.answer('Contact e-mail:', '');
  await wizard.answer('MPN ID:', '7654321');
  await wizard.waitFor('Contoso SARL joins the network with this order.');
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  const account = (await runPartner(['account', 'show', '--json'], { home: wizard.home })).json();
  expect(account).toMatchObject({ company: 'Contoso SARL', country: 'FR', mpnId: '7654321' });
});

describe('D6 a declined card', () => {
  async function declinedOnce(wizard: Wizard): Promise<void> {
    await acceptTerms(wizard);
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.declining);
    await buy(wizard);
    await wizard.waitFor(/The payment with Visa ending 0341 was declined\.\s+Nothing was bought/);
  }

  test('D6 is told, and another card buys: one charge, one subscription, and the good card renews', async () => {
    const wizard = partner('actionpack subscribe', { home: copyOf(member) });
    await declinedOnce(wizard);
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.mastercard);
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
    const { home } = wizard;
    expect((await ordersIn(home)).map((order) => order.state).toSorted()).toEqual(['failed', 'paid']);
    const subscriptions = (await runPartner(['subscriptions', 'list', '--json'], { home })).json<readonly object[]>();
    const [mastercard] = await cardsIn(home);
    expect(subscriptions).toMatchObject([{ state: 'active', autorenew: { on: true, paymentMethod: mastercard?.id } }]);
    expect(await cardsIn(home)).toMatchObject([{ last4: '4444', isDefault: true }]);
    expect((await runPartner(['db', 'check'], { home })).code).toBe(0);
  });

  test('D6 who leaves then is told that the attempt is on record, and nothing was bought', async () => {
    const wizard = partner('actionpack subscribe', { home: copyOf(member), cols: 150 });
    await declinedOnce(wizard);
    await wizard.choose('Get started! Add a way to pay', 'Leave');
    expect(await wizard.exit()).toBe(130);
    expect(wizard.screen()).toMatch(
      /Left after a declined payment\. Nothing was bought and nothing was charged; the attempt is\s+on record\./,
    );
    expect(wizard.screen()).toMatch(/^Go on: +partner actionpack subscribe --accept-terms=2018-08$/m);
    const status = (await runPartner(['status', '--json'], { home: wizard.home })).json<{
      subscriptions: readonly object[];
    }>();
    expect(status.subscriptions).toEqual([]);
  });

  test('D6 who leaves after a card was refused when it was added is not told of an attempt on record', async () => {
    const wizard = partner('actionpack subscribe --accept-terms --token pm_card_visa_chargeDeclined', {
      home: copyOf(member),
      cols: 150,
    });
    await buy(wizard);
    await wizard.choose('Get started! Add a way to pay', 'Leave');
    expect(await wizard.exit()).toBe(130);
    expect(wizard.screen()).toContain('Left before the end. Nothing was written and nothing was charged.');
    expect(wizard.screen()).not.toContain('on record');
  });

  test('D6 D12 a company that joined with the declined order is a member, and goes on as one', async () => {
    const line =
      'actionpack subscribe --company Contoso --country FR --email a@b.example --mpn-id 1234567 --accept-terms';
    const wizard = partner(line);
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.declining);
    await buy(wizard);
    await addAWayToPay(wizard);
    await typeCard(wizard);
    await wizard.waitFor('? What next?');
    expect(wizard.screen().split('? What next?').at(-1)).not.toContain('Correct the company details');
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
    const accounts = (await runPartner(['account', 'list', '--json'], { home: wizard.home })).json<readonly object[]>();
    expect(accounts).toMatchObject([{ mpnId: '1234567' }]);
  });
});

test('D21 a renewal asks whether licences go to the same people again, Enter says yes, and the line to copy says so', async () => {
  const home = copyOf(inWindow);
  const [user = ''] = (await runPartner(['users', 'list', '--json'], { home }))
    .json<{ email: string }[]>()
    .map(({ email }) => email);
  for (const line of [
    ['benefits', 'activate', 'office-365-e3', '--yes'],
    ['benefits', 'assign', 'office-365-e3', user],
  ])
    await runPartner(line, { home });
  const wizard = partner('actionpack renew --accept-terms', { home });
  await verifyOrder(wizard);
  await wizard.waitFor('Hand the licences out again to whoever holds them?');
  wizard.press('enter');
  await payWith(wizard, 'Visa ending 4242');
  await wizard.waitFor('Go on with their licences in the coming term');
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).toContain('--keep-holders');
  expect(wizard.history()).toContain(user);
});
