import type { PortalJourney, Programme } from '../core/programme.js';
import type { Attention } from '../core/attention.js';
import type { Context } from '../cli/context.js';
import type { Block, Screen } from '../io/blocks.js';
import { warningBlock } from './warning.js';

/** Where something is done at the vendor, and how: the programme's own words and addresses (D24, D29). */
export function portalScreen(
  { words, speech }: Pick<Context, 'words' | 'speech'>,
  { portal }: Programme,
  journey: PortalJourney,
): Screen {
  const said = words.elsewhere.vendor;
  const where = portalAddress({ words, speech }, portal);
  if (!portal) return [where];
  const steps = portal.steps[journey] ?? [];
  return [
    where,
    ...steps.map(({ text, url }, index) => {
      const page = url === undefined ? '' : ` ${url}`;
      return { kind: 'text', text: `${index + 1}. ${speech.text(text)}${page}` } as const;
    }),
    { kind: 'hint', text: steps.length === 0 ? said.noSteps : said.readOn(speech.text(portal.source)) },
  ];
}

/** D29: what the vendor charges besides, and where that is turned off; nothing where it charges nothing. */
export function atVendorToo(
  context: Pick<Context, 'words' | 'speech'>,
  programme: Programme,
  charges: readonly Attention[],
): Screen {
  if (charges.length === 0) return [];
  return [...charges.map((one) => warningBlock(context, one)), ...portalScreen(context, programme, 'turn-off')];
}

/** Where the vendor is met. */
export function portalAddress(
  { words, speech }: Pick<Context, 'words' | 'speech'>,
  portal: Programme['portal'],
): Block {
  const said = words.elsewhere.vendor;
  return { kind: 'text', text: portal ? said.where(speech.text(portal.name), portal.url) : said.noPortal };
}
