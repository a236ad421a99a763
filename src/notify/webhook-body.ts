import type { Message } from './notifier.js';

/** What the other side reads: our own plain JSON, Slack's blocks, or the adaptive cards of Teams. */
export type WebhookFormat = 'json' | 'slack' | 'teams';

export function webhookBody(format: WebhookFormat, message: Message): unknown {
  switch (format) {
    case 'json':
      return plain(message);
    case 'slack':
      return slack(message);
    case 'teams':
      return teams(message);
  }
}

function plain({ key, lang, subject, paragraphs, data }: Message): unknown {
  return { event: 'reminder', key, ...data, lang, subject, text: paragraphs.join('\n\n') };
}

// Slack's own limits; beyond them it refuses the whole message.
const HEADER_LENGTH = 150;
const SECTION_LENGTH = 2_900;

function slack({ subject, paragraphs, facts, labelled }: Message): unknown {
  const rows = facts.map(([label, value]) => labelled(label, value)).join('\n');
  return {
    text: forSlack(subject),
    blocks: [
      { type: 'header', text: slackText(subject, HEADER_LENGTH) },
      ...[...paragraphs, rows]
        .filter((part) => part !== '')
        .map((part) => ({ type: 'section', text: slackText(part, SECTION_LENGTH) })),
    ],
  };
}

/** Plain text, so that a company called `*x*` is not bold. */
function slackText(text: string, length: number): unknown {
  return { type: 'plain_text', text: forSlack(cut(text, length)), emoji: false };
}

/** The three letters that Slack reads as its own, in mentions and links, even in plain text. */
function forSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

function teams({ lang, subject, paragraphs, facts, labelled }: Message): unknown {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang,
    fallbackText: subject,
    body: [
      teamsText([{ text: subject, weight: 'Bolder', size: 'Medium' }]),
      ...paragraphs.map((text) => teamsText([{ text }])),
      ...facts.map(([label, value]) => teamsText([{ text: labelled(label, ''), weight: 'Bolder' }, { text: value }])),
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

/** Rich text has no Markdown in it: a name from outside cannot become a link. */
function teamsText(runs: readonly Readonly<Record<string, string>>[]): unknown {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
