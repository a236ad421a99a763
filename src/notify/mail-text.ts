import { element } from './html.js';
import type { Message } from './notifier.js';

/** What a mail says to readers of plain text. */
export function plainText({ paragraphs, facts, labelled }: Message): string {
  const rows = facts.map(([label, value]) => labelled(label, value));
  return `${[...paragraphs, rows.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

// In the elements themselves: many mail readers leave out any other style.
const STYLE = {
  body: 'margin: 0; padding: 24px; color: #1a1a1a; font: 16px/1.5 Helvetica, Arial, sans-serif',
  paragraph: 'margin: 0 0 16px; max-width: 38em',
  table: 'margin-top: 24px; border-collapse: collapse; font-size: 15px',
  label: 'padding: 4px 24px 4px 0; color: #5c5c5c; font-weight: normal; text-align: left; vertical-align: top',
  value: 'padding: 4px 0; vertical-align: top',
} as const;

/** The same as a page without pictures or links to anywhere. */
export function htmlText({ lang, subject, paragraphs, facts }: Message): string {
  const rows = facts.map(([label, value]) =>
    element('tr', {}, [
      element('th', { scope: 'row', align: 'left', style: STYLE.label }, [label]),
      element('td', { style: STYLE.value }, [value]),
    ]),
  );
  const head = element('head', {}, [element('title', {}, [subject])]);
  const body = element('body', { style: STYLE.body }, [
    ...paragraphs.map((paragraph) => element('p', { style: STYLE.paragraph }, [paragraph])),
    ...(rows.length === 0 ? [] : [element('table', { style: STYLE.table }, rows)]),
  ]);
  return `<!DOCTYPE html>\n${element('html', { lang }, [head, body]).html}\n`;
}
