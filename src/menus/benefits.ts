import type { Context } from '../cli/context.js';
import { holdings, isLicence, type Holding } from '../core/benefit.js';
import { activeUsers } from '../core/user.js';
import { menu, run, type Entry } from './menu.js';
import { membership } from '../cli/visit.js';

/** Dashboard > Benefits: everything bought, and below it what can be done with each (J5). */
export async function benefitsMenu(context: Context): Promise<void> {
  const { benefits: said, glossary, screens } = context.words;
  await run(context, 'benefits', 'list');
  await menu(context, [glossary.dashboard, said.title], async () => {
    const held = holdings(await membership(context));
    const credits = held.some(({ benefit }) => benefit.credit !== undefined);
    return [
      ...held.map((one) => ({ name: nameOf(context, one), act: () => benefitMenu(context, one) })),
      ...(credits ? [{ name: said.credits, act: () => run(context, 'benefits', 'credits') }] : []),
      { name: screens.menu.back, act: 'leave' },
    ];
  });
}

function nameOf({ speech }: Context, { offer, benefit }: Holding): string {
  return `${speech.offer(offer.id)} > ${speech.text(benefit.name)}`;
}

async function benefitMenu(context: Context, { benefit, offer, subscription }: Holding): Promise<void> {
  const { words, speech } = context;
  const of = [benefit.id, '--offer', offer.id];
  await menu(context, [speech.text(benefit.name), words.glossary.actions], async () => {
    const now = holdings(await membership(context)).find(
      (one) => one.subscription.id === subscription.id && one.benefit.id === benefit.id,
    );
    if (!now) return [];
    const activate = { name: words.benefits.activate, act: () => run(context, 'benefits', 'activate', ...of) };
    return [
      ...(now.activated ? [] : [activate]),
      ...(isLicence(benefit) ? licenceActions(context, now, of) : []),
      { name: words.screens.menu.back, act: 'leave' },
    ];
  });
}

function licenceActions(context: Context, { assignments }: Holding, of: readonly string[]): readonly Entry[] {
  const { glossary, benefits: said } = context.words;
  const [id = '', ...flags] = of;
  return [
    { name: glossary.getKeys, act: () => run(context, 'benefits', 'keys', id, '--reveal', ...flags) },
    { name: glossary.assignUser, act: () => assignMenu(context, of) },
    ...assignments.map(({ user }) => ({
      name: said.releaseFrom(user),
      act: () => run(context, 'benefits', 'release', id, user, ...flags),
    })),
  ];
}

async function assignMenu(context: Context, [id = '', ...flags]: readonly string[]): Promise<void> {
  const { users } = (await membership(context)).book;
  const message = `${context.words.glossary.assignUser} >`;
  const choices = [
    ...activeUsers(users).map(({ email }) => ({ value: email, name: email })),
    { value: '', name: context.words.screens.menu.back },
  ];
  const user = await (await context.terminal.prompter()).choose({ message, choices });
  if (user !== '') await run(context, 'benefits', 'assign', id, user, ...flags);
}
