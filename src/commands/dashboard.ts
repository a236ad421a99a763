import type { Command, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { called } from '../cli/named.js';
import { isMember, type Account } from '../core/account.js';
import { competenciesOf } from '../core/competency.js';
import { earnedCommand } from '../core/offer-command.js';
import { includedIn, isPurchased, liveSubscription, renewable } from '../core/gate.js';
import { isLeftBehind, under, type AnyView } from '../core/view.js';
import { awaitedPage, openAttempt } from '../core/order.js';
import { onFile } from '../core/payment-method.js';
import { isPending } from '../core/transfer.js';
import type { Area, Offer } from '../core/programme.js';
import type { Refund } from '../core/records.js';
import { isOpenRefund, paperOf, refunded, refundsOf } from '../core/refund.js';
import type { Subscription } from '../core/subscription.js';
import { EXIT, Stop, type Problem } from '../errors.js';
import { tell } from '../language/said.js';
import { benefitsMenu } from '../menus/benefits.js';
import { menu, run, type Entry } from '../menus/menu.js';
import { problemsMenu, serviceMenu } from '../menus/requests.js';
import { status, warningsOf } from './status.js';
import { leftBehind } from '../screens/offers.js';
import { allNeeded } from '../warnings/needed.js';
import { usersMenu } from '../menus/users.js';
import { visit } from '../cli/visit.js';
import { wizardTitle } from '../cli/asking.js';

/** Dashboard > Partnership > Offers > Available or Purchased > details > Actions, every leaf a command of its own. */
export const dashboard: Command = {
  path: '',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: [''],
  run: async (context) => {
    if (!context.terminal.mayPrompt) return status(context);
    try {
      const here = await inOneAccount(context);
      if (here) {
        await welcome(here);
        await dashboardMenu(here);
      }
      return NOTHING;
    } catch (error) {
      // Whatever was done on the way is done and was told: there is nothing to say of leaving the menu.
      if (error instanceof Stop && error.problem.code === 'CANCELLED') return { ...NOTHING, exit: EXIT.cancelled };
      throw error;
    }
  },
};

const NOTHING: Outcome = { value: {}, screen: [] };

/**
 * Where the ledger holds several accounts and none is chosen, the person chooses one, for this visit alone; undefined
 * where they choose none.
 */
async function inOneAccount(context: Context): Promise<Context | undefined> {
  if (await visit(context).then(() => true, refusedAsUnchosen)) return context;
  const ledger = await context.books.ledger();
  const accounts = await ledger.read((reader) => reader.accounts());
  const account = await (accounts.length > A_MENU ? accountFound : accountChosen)(context, accounts);
  if (account === '') return undefined;
  return {
    ...context,
    settings: { ...context.settings, account },
    line: { ...context.line, run: (argv) => context.line.run([...argv, '--account', account]) },
  };
}

/** False where an account is to be chosen. @throws any other error */
function refusedAsUnchosen(error: unknown): false {
  if (error instanceof Stop && error.problem.code === 'ACCOUNT_NOT_CHOSEN') return false;
  throw error;
}

/** More are found by typing. */
const A_MENU = 10;

async function accountChosen(context: Context, accounts: readonly Account[]): Promise<string> {
  const { screens, glossary } = context.words;
  const prompter = await context.terminal.prompter();
  return prompter.choose({
    message: `${screens.menu.accounts} >`,
    choices: [...accounts.map((account) => entryOf(context, account)), { value: '', name: glossary.close }],
  });
}

async function accountFound(context: Context, accounts: readonly Account[]): Promise<string> {
  const { screens, problems } = context.words;
  const prompter = await context.terminal.prompter();
  const entries = accounts.map((account) => entryOf(context, account));
  const named = (text: string) => called(text.trim(), accounts, ({ mpnId, id, company }) => [mpnId, id, company]);
  const answer = await prompter.text({
    message: `${screens.menu.accounts} >`,
    among: (typed) => entries.filter(({ name }) => withoutAccents(name).includes(withoutAccents(typed.trim()))),
    check: (text) => (named(text) ? undefined : tell(problems.texts, accountUnknown(text), context.speech).what),
  });
  return named(answer)?.mpnId ?? '';
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function accountUnknown(given: string): Problem {
  return { code: 'NOT_FOUND', what: 'account', given, nearest: undefined };
}

function entryOf({ words }: Context, { company, mpnId }: Account) {
  return { value: mpnId, name: words.screens.account.headline(company, mpnId) };
}

/** Whose dashboard it is, and what needs a hand before anything is chosen, as `status` says it. */
async function welcome(context: Context): Promise<void> {
  const { words, terminal } = context;
  const view = await visit(context);
  const { book } = view;
  const said = words.screens.account;
  const left = book ? said.headline(book.account.company, book.account.mpnId) : said.none;
  const needed = book ? await allNeeded(context, { ...view, book }) : [];
  terminal.page([await wizardTitle(context, left), ...warningsOf(context, needed)]);
}

async function dashboardMenu(context: Context): Promise<void> {
  const { words } = context;
  const said = words.screens.menu;
  await menu(context, [words.glossary.dashboard], async () => {
    const view = await visit(context);
    const member = view.book !== undefined && isMember(view.book.account);
    return [
      ...(member ? [] : [{ name: said.join, act: () => run(context, 'join') }]),
      { name: said.status, act: () => run(context, 'status') },
      { name: said.partnershipOffers, act: () => offersMenu(context) },
      ...(member ? memberEntries(context, view) : []),
      { name: words.glossary.close, act: 'leave' },
    ];
  });
}

/** No cards are kept where the vendor is paid elsewhere (D24). */
function memberEntries(context: Context, { programme, paidElsewhere }: AnyView): readonly Entry[] {
  const { menu: said } = context.words.screens;
  const earned = earnedCommand(programme);
  return [
    ...(earned === undefined ? [] : [{ name: said.competencies, act: () => competenciesMenu(context, earned) }]),
    { name: context.words.benefits.title, act: () => benefitsMenu(context) },
    ...(paidElsewhere ? [] : [{ name: said.paymentMethods, act: () => methodsMenu(context) }]),
    { name: said.orders, act: () => ordersMenu(context) },
    { name: said.timeline, act: () => run(context, 'subscriptions', 'timeline') },
    { name: context.words.users.title, act: () => usersMenu(context) },
    { name: context.words.glossary.reportProblems, act: () => problemsMenu(context) },
    { name: context.words.glossary.serviceRequests, act: () => serviceMenu(context) },
    { name: said.terms, act: () => run(context, 'terms', 'show') },
    { name: context.words.wizards.leaveNetwork.leave, act: () => run(context, 'leave') },
  ];
}

async function offersMenu(context: Context): Promise<void> {
  const { words } = context;
  await menu(context, [words.glossary.dashboard, words.screens.menu.partnershipOffers], async () => {
    const view = await visit(context);
    const entries = (purchased: boolean): readonly Entry[] => {
      const group = purchased ? words.glossary.purchasedOffers : words.glossary.availableOffers;
      return view.programme.offers
        .filter((offer) => isPurchased(view, offer.id) === purchased && !includedIn(view, offer.id))
        .map((offer) => ({
          name: `${group} > ${context.speech.offer(offer.id)}`,
          act: () => offerMenu(context, offer, purchased),
        }));
    };
    const left = leftBehind(view).map(({ offer }) => ({
      name: `${words.glossary.purchasedOffers} > ${context.speech.offer(offer.id)}`,
      act: () => offerMenu(context, offer, true),
    }));
    return [...entries(true), ...left, ...entries(false), { name: words.screens.menu.back, act: 'leave' }];
  });
}

/** The details first, as on the page; what can be done with it below them. */
async function offerMenu(context: Context, offer: Offer, purchased: boolean): Promise<void> {
  const { words } = context;
  await (purchased ? run(context, 'subscriptions', 'show', offer.id) : run(context, 'offers', 'show', offer.id));
  await menu(context, [context.speech.offer(offer.id), words.glossary.actions], async () => {
    const view = await visit(context);
    const back: Entry = { name: words.screens.menu.back, act: 'leave' };
    return isPurchased(view, offer.id)
      ? [...ownedActions(context, view, offer), back]
      : [...(isUpgrade(view, offer) ? upgradeActions(context, view) : buyingActions(context, offer)), back];
  });
}

function buyingActions(context: Context, offer: Offer): readonly Entry[] {
  const { words } = context;
  return [
    { name: words.glossary.subscribeNow, act: () => run(context, 'subscriptions', 'subscribe', offer.id) },
    { name: words.screens.menu.check, act: () => run(context, 'subscriptions', 'subscribe', offer.id, '--check') },
  ];
}

/** P7: from the lower offer that is owned. */
function isUpgrade(view: AnyView, { upgrade }: Offer): boolean {
  return upgrade !== undefined && isPurchased(view, upgrade.from);
}

function upgradeActions(context: Context, { programme }: AnyView): readonly Entry[] {
  const { menu: said } = context.words.screens;
  const command = earnedCommand(programme) ?? '';
  return [
    { name: said.upgrade, act: () => run(context, command, 'upgrade') },
    { name: said.check, act: () => run(context, command, 'upgrade', '--check') },
  ];
}

/** With the day from which it can be done, where that is to come. */
function renewing({ words, speech }: Context, view: AnyView, held: Subscription | undefined): string {
  const label = words.glossary.renewSubscriptions;
  const refusal = held && renewable(held, under(view, held).programme, view.today);
  return refusal && 'opens' in refusal ? words.screens.menu.possibleFrom(label, speech.day(refusal.opens)) : label;
}

function ownedActions(context: Context, view: AnyView, offer: Offer): readonly Entry[] {
  const { words } = context;
  const held = liveSubscription(view, offer.id);
  const left = held && view.book && isLeftBehind({ book: view.book }, held);
  const automatic = view.programme.policy.automaticRenewal !== null && !left;
  return [
    ...(left
      ? []
      : [{ name: renewing(context, view, held), act: () => run(context, 'subscriptions', 'renew', offer.id) }]),
    ...(automatic
      ? [
          {
            name: words.glossary.turnOffAutomaticRenewal,
            act: () => run(context, 'subscriptions', 'autorenew', offer.id, 'off'),
          },
        ]
      : []),
    { name: words.screens.menu.details, act: () => run(context, 'subscriptions', 'show', offer.id) },
  ];
}

/** What every area asks for, and where to write down what was shown in it (R5). */
async function competenciesMenu(context: Context, command: string): Promise<void> {
  const { menu: said } = context.words.screens;
  await run(context, command, 'list');
  await menu(context, [context.words.glossary.dashboard, said.competencies], async () => {
    const { programme } = await visit(context);
    const areas = competenciesOf(programme).areas.map((area) => ({
      name: context.speech.area(area.id),
      act: () => areaMenu(context, command, area),
    }));
    return [...areas, { name: said.back, act: 'leave' }];
  });
}

async function areaMenu(context: Context, command: string, { id, levels }: Area): Promise<void> {
  const { speech, words } = context;
  await run(context, command, 'show', id);
  await menu(context, [speech.area(id), words.glossary.actions], async () => [
    ...levels.map(({ level }) => ({
      name: words.screens.menu.attain(speech.levelName(level)),
      act: () => run(context, command, 'attain', id, level),
    })),
    { name: words.screens.menu.back, act: 'leave' },
  ]);
}

async function methodsMenu(context: Context): Promise<void> {
  const { menu: said, card } = context.words.screens;
  await run(context, 'payment-methods', 'list');
  await menu(context, [context.words.glossary.dashboard, said.paymentMethods], async () => {
    const kept = onFile((await visit(context)).book?.paymentMethods ?? []);
    const others = kept.filter((method) => !method.isDefault);
    return [
      { name: said.addPaymentMethod, act: () => run(context, 'payment-methods', 'add') },
      ...others.map((method) => ({
        name: said.makeDefault(card(method)),
        act: () => run(context, 'payment-methods', 'default', method.id),
      })),
      ...kept.map((method) => ({
        name: said.remove(card(method)),
        act: () => run(context, 'payment-methods', 'remove', method.id),
      })),
      { name: said.back, act: 'leave' },
    ];
  });
}

async function ordersMenu(context: Context): Promise<void> {
  const { menu: said, receipt, invoice, creditNote, orders: labels } = context.words.screens;
  await run(context, 'orders', 'list');
  await menu(context, [context.words.glossary.dashboard, said.orders], async () => {
    const { orders = [], refunds = [] } = (await visit(context)).book ?? {};
    const open = orders.some(openAttempt) || refunds.some(isOpenRefund);
    return [
      ...(open ? [{ name: said.recover, act: () => run(context, 'recover') }] : []),
      ...orders.toReversed().flatMap(({ id, receiptNumber, invoiceNumber }) =>
        receiptNumber === null
          ? [{ name: `${labels.id} ${id}`, act: () => orderMenu(context, id) }]
          : [
              ...noted(id, refunds).map((number) => ({
                name: `${creditNote.title} ${number}`,
                act: () => run(context, 'orders', 'credit-note', number),
              })),
              ...(invoiceNumber === undefined
                ? []
                : [
                    {
                      name: `${invoice.titles.invoice} ${invoiceNumber}`,
                      act: () => run(context, 'orders', 'invoice', id),
                    },
                  ]),
              { name: `${receipt.title} ${receiptNumber}`, act: () => run(context, 'orders', 'receipt', id) },
            ],
      ),
      { name: said.back, act: 'leave' },
    ];
  });
}

/** What the paper of a refund of an order is called by, where there is one. */
function noted(orderId: string, refunds: readonly Refund[]): readonly string[] {
  const returned = refunded(refundsOf({ refunds }, orderId));
  return returned ? [paperOf(returned)] : [];
}

/** The details, and what can be done while it waits for its bank transfer (P9) or its cardholder. */
async function orderMenu(context: Context, id: string): Promise<void> {
  const { transfers, cardholder, screens, glossary } = context.words;
  await run(context, 'orders', 'show', id);
  const awaits = async () => {
    const { book, today } = await visit(context);
    return book?.orders.some((order) => order.id === id && isPending(order, today)) === true;
  };
  const waits = async () =>
    (await visit(context)).book?.orders.some((order) => order.id === id && awaitedPage(order)) === true;
  if (!(await awaits()) && !(await waits())) return;
  await menu(context, [`${screens.orders.id} ${id}`, glossary.actions], async () => [
    ...((await awaits())
      ? [
          { name: transfers.menu.confirm, act: () => run(context, 'orders', 'confirm-transfer', id) },
          { name: transfers.menu.cancel, act: () => run(context, 'orders', 'cancel', id) },
        ]
      : []),
    ...((await waits())
      ? [
          { name: cardholder.menu, act: () => run(context, 'orders', 'pay', id) },
          { name: transfers.menu.cancel, act: () => run(context, 'orders', 'cancel', id) },
        ]
      : []),
    { name: screens.menu.back, act: 'leave' },
  ]);
}
