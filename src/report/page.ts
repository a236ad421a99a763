import type { Context } from '../cli/context.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { GatewayName } from '../core/gateway.js';
import { newestSubscriptions } from '../core/book.js';
import { spentOf } from '../core/spending.js';
import { anniversaryDate, isLive } from '../core/subscription.js';
import { under, type View } from '../core/view.js';
import { accountPart, type Reported } from './account.js';
import { html, named, NOTHING, style, table, typeset, type Html } from './html.js';
import { aheadPart, spentPart } from './money.js';
import { STYLE } from './style.js';

/** What a page tells of: the accounts, when they were looked at, and to which day payments are looked ahead. */
export interface Report {
  readonly at: Instant;
  readonly until: Day;
  readonly gateway: GatewayName;
  readonly accounts: readonly Reported[];
}

/**
 * One page that is whole by itself: it loads nothing, runs nothing, and says the same on a screen, on paper and aloud.
 * Everything in it is what the ledger and the rules say; it decides nothing.
 */
export function reportPage(given: Context, report: Report): string {
  const context = unbroken(given);
  const { words, speech } = context;
  const said = words.report;
  const { accounts, at, gateway } = report;
  const [only] = accounts.length === 1 ? accounts : [];
  const title = only ? words.general.labelled(said.title, only.view.book.account.company) : said.title;
  const page = html`<!doctype html>
    <html lang="${speech.lang}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${style(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${said.title}</h1>
          <p class="aside">${said.asOf(speech.day(dayOf(at)))} &middot; ${words.general.gateways[gateway]}</p>
        </header>
        <main>
          ${only ? NOTHING : overviewPart(context, report)}
          ${accounts.map((one) => accountPart(context, one, report.until))}
        </main>
        <footer><p>${said.made(speech.instant(at))}</p></footer>
      </body>
    </html> `;
  return typeset(page, speech.lang).markup;
}

/** No day and no amount breaks inside. */
function unbroken(context: Context): Context {
  const { speech } = context;
  const whole = (text: string) => text.replaceAll(' ', '\u00A0');
  return {
    ...context,
    speech: {
      ...speech,
      day: (value) => whole(speech.day(value)),
      month: (value) => whole(speech.month(value)),
      money: (value) => whole(speech.money(value)),
    },
  };
}

/** Where several are told of: who they are, and what they come to together. */
function overviewPart(context: Context, { accounts, until }: Report): Html {
  const { words } = context;
  const said = words.report;
  if (accounts.length === 0) return html`<p>${words.screens.account.none}</p>`;
  const { company, mpnId } = words.screens.account;
  const { offers, subscription } = words.screens;
  const columns = [company, mpnId, said.owned, offers.anniversary, subscription.attention];
  const ahead = accounts
    .flatMap(({ view, ahead: theirs }) => theirs.map((one) => ({ ...one, company: view.book.account.company })))
    .sort((one, other) => (one.chargeOn < other.chargeOn ? -1 : one.chargeOn > other.chargeOn ? 1 : 0));
  return html`<section aria-labelledby="all">
    <h2 id="all">${said.everybody(accounts.length)}</h2>
    ${table(
      columns.map((title) => ({ title })),
      accounts.map((one) => overviewRow(context, one)),
    )}
    <h3>${said.spent}</h3>
    ${spentPart(context, spentOf(accounts.map(({ view }) => view.book)))}
    <h3>${said.ahead}</h3>
    ${aheadPart(context, ahead, until)}
  </section>`;
}

function overviewRow({ words, speech }: Context, { view, needed }: Reported) {
  const { account } = view.book;
  const live = liveIn(view);
  const days = live.map(anniversaryDate).sort();
  const none = words.screens.dash;
  return [
    html`<a href="#${account.id}">${named(account.company)}</a>`,
    account.mpnId,
    live.length === 0 ? none : speech.list(live.map(({ offer }) => speech.offer(offer))),
    days[0] === undefined ? none : speech.day(days[0]),
    needed.length === 0 ? none : speech.number(needed.length),
  ];
}

function liveIn(view: View) {
  return newestSubscriptions(view.book).filter((held) => isLive(held, under(view, held).programme.policy, view.today));
}
