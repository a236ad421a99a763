import type { PortalJourney, Programme } from '../core/programme.js';
import type { Context } from '../cli/context.js';
import type { Block, Screen } from '../io/blocks.js';

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

/** Where the vendor is met. */
export function portalAddress(
  { words, speech }: Pick<Context, 'words' | 'speech'>,
  portal: Programme['portal'],
): Block {
  const said = words.elsewhere.vendor;
  return { kind: 'text', text: portal ? said.where(speech.text(portal.name), portal.url) : said.noPortal };
}
