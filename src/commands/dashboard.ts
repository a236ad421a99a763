import type { Command, Outcome } from '../command.js';
import type { Context } from '../context.js';
import { isMember } from '../core/account.js';
import { isPurchased, type View } from '../core/gate.js';
import type { Offer } from '../core/programme.js';
import { status } from './status.js';
import { visit } from './visit.js';

/** Dashboard > Partnership > Offers > Available or Purchased > details > Actions, every leaf a command of its own. */
export const dashboard: Command = {
  path: '',
  examples: [''],
  run: async (context) => {
    if (context.terminal.mayPrompt) await dashboardMenu(context);
    return context.terminal.mayPrompt ? NOTHING : status(context);
  },
};

const NOTHING: Outcome = { value: {}, screen: [] };

/** A menu entry: what is chosen, and what it does; `leave` ends the menu. */
interface Entry {
  readonly name: string;
  readonly act: (() => Promise<void>) | 'leave';
}

async function dashboardMenu(context: Context): Promise<void> {
  const { words } = context;
  const said = words.screens.menu;
  await menu(context, words.glossary.dashboard, async () => {
    const { view } = await visit(context);
    const member = view.book !== undefined && isMember(view.book.account);
    return [
      { name: said.status, act: () => run(context, 'status') },
      ...(member ? [] : [{ name: said.join, act: () => run(context, 'join') }]),
      { name: said.partnershipOffers, act: () => offersMenu(context) },
      ...(member
        ? [
            { name: said.paymentMethods, act: () => methodsMenu(context) },
            { name: said.orders, act: () => run(context, 'orders', 'list') },
            { name: said.timeline, act: () => run(context, 'subscriptions', 'timeline') },
            { name: said.terms, act: () => run(context, 'terms', 'show') },
          ]
        : []),
      { name: words.glossary.close, act: 'leave' },
    ];
  });
}

async function offersMenu(context: Context): Promise<void> {
  const { words } = context;
  await menu(context, words.screens.menu.partnershipOffers, async () => {
    const { view } = await visit(context);
    const entries = (purchased: boolean): readonly Entry[] => {
      const group = purchased ? words.glossary.purchasedOffers : words.glossary.availableOffers;
      return view.programme.offers
        .filter((offer) => isPurchased(view, offer.id) === purchased)
        .map((offer) => ({ name: `${group}: ${context.speech.offer(offer.id)}`, act: () => offerMenu(context, offer, purchased) }));
    };
    return [...entries(false), ...entries(true), { name: words.screens.menu.back, act: 'leave' }];
  });
}

async function offerMenu(context: Context, offer: Offer, purchased: boolean): Promise<void> {
  const { words } = context;
  await (purchased ? run(context, 'subscriptions', 'show', offer.id) : run(context, 'offers', 'show', offer.id));
  await menu(context, `${context.speech.offer(offer.id)} > ${words.glossary.actions}`, async () => {
    const { view } = await visit(context);
    const back: Entry = { name: words.screens.menu.back, act: 'leave' };
    return isPurchased(view, offer.id) ? [...ownedActions(context, view, offer), back] : [...buyingActions(context, offer), back];
  });
}

function buyingActions(context: Context, offer: Offer): readonly Entry[] {
  const { words } = context;
  return [
    { name: words.glossary.subscribeNow, act: () => run(context, 'subscriptions', 'subscribe', offer.id) },
    { name: words.screens.menu.check, act: () => run(context, 'subscriptions', 'subscribe', offer.id, '--check') },
  ];
}

function ownedActions(context: Context, view: View, offer: Offer): readonly Entry[] {
  const { words } = context;
  const automatic = view.programme.policy.automaticRenewal !== null;
  return [
    { name: words.glossary.renewSubscriptions, act: () => run(context, 'subscriptions', 'renew', offer.id) },
    ...(automatic
      ? [{ name: words.glossary.turnOffAutomaticRenewal, act: () => run(context, 'subscriptions', 'autorenew', offer.id, 'off') }]
      : []),
    { name: words.screens.menu.details, act: () => run(context, 'subscriptions', 'show', offer.id) },
  ];
}

async function methodsMenu(context: Context): Promise<void> {
  const { words } = context;
  await menu(context, words.screens.menu.paymentMethods, async () => [
    { name: words.screens.menu.details, act: () => run(context, 'payment-methods', 'list') },
    { name: words.screens.menu.addPaymentMethod, act: () => run(context, 'payment-methods', 'add') },
    { name: words.screens.menu.back, act: 'leave' },
  ]);
}

/** Asks until the person leaves; the entries are made anew each time, since what was done may have changed them. */
async function menu(context: Context, title: string, entriesNow: () => Promise<readonly Entry[]>): Promise<void> {
  for (;;) {
    const entries = await entriesNow();
    const prompter = await context.prompter();
    const choices = entries.map((entry, index) => ({ value: String(index), name: entry.name }));
    const chosen = entries[Number(await prompter.choose({ message: title, choices }))];
    if (!chosen || chosen.act === 'leave') return;
    await chosen.act();
  }
}

/** A command that stops says why and brings the person back to the menu. */
async function run(context: Context, ...argv: readonly string[]): Promise<void> {
  await context.run(argv);
}

