import type { Block, Column } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { Voice } from '../language/voice.js';
import { dayOf } from '../core/day.js';
import type { Due } from '../core/outlook.js';
import { reasonOf, type ShownDue } from './renewals.js';

type Table = Extract<Block, { readonly kind: 'table' }>;

/** What is due, or what came of it, a line each. */
export function dueTable(context: Context, items: readonly ShownDue[]): Table {
  const { words, speech } = context;
  const said = words.renewals;
  const rows = items.map((item) => [
    said.results[item.result],
    item.mpnId,
    item.offer,
    speech.day(item.anniversary),
    item.amount ? speech.money(item.amount) : '',
    noteOn(context, item),
  ]);
  const columns: readonly Column[] = [
    { title: said.result },
    { title: said.mpnId },
    { title: said.offer },
    { title: said.anniversary },
    { title: said.amount, align: 'right' },
    { title: said.reason },
  ];
  return { kind: 'table', columns, rows };
}

/** What a run did not charge: who, and why. */
export function troubleTable(context: Context, items: readonly ShownDue[]): Table {
  const said = context.words.renewals;
  const rows = items.map((item) => [said.results[item.result], `MPN ${item.mpnId}`, item.offer, noteOn(context, item)]);
  return {
    kind: 'table',
    columns: [said.result, said.account, said.offer, said.reason].map((title) => ({ title })),
    rows,
  };
}

/** Why what is due is not charged now, and when it is tried again. */
export function reasonInWords(voice: Voice, due: Due): string {
  return noteOn(voice, reasonOf(due));
}

function noteOn({ words, speech }: Voice, { reason, nextTry }: Pick<ShownDue, 'reason' | 'nextTry'>): string {
  if (reason === null) return '';
  const { reasons, ...said } = words.renewals;
  const stated: Readonly<Record<string, string>> = reasons;
  if (stated[reason] !== undefined) return stated[reason];
  const next = nextTry ? said.nextTry(speech.day(dayOf(nextTry))) : said.noMoreTries;
  return `${declineInWords({ words }, reason)}, ${next}`;
}

/** Why a bank declined; a code that has no words of ours stands for itself. */
export function declineInWords({ words }: Pick<Voice, 'words'>, code: string): string {
  const declines: Readonly<Record<string, string>> = words.renewals.declines;
  return declines[code] ?? code;
}
