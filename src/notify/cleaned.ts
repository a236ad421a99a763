import type { Message, Notifier } from './notifier.js';

/** The same channel, whose messages have lost everything that could steer a terminal or a mail reader. */
export function cleaned(notifier: Notifier, clean: (text: string) => string): Notifier {
  return {
    channel: notifier.channel,
    send: (message, begin) => notifier.send(cleanMessage(message, clean), begin),
    close: () => notifier.close(),
  };
}

function cleanMessage(message: Message, clean: (text: string) => string): Message {
  const { subject, paragraphs, facts } = message;
  return {
    ...message,
    subject: clean(subject),
    paragraphs: paragraphs.map(clean),
    facts: facts.map(([label, value]) => [clean(label), clean(value)]),
  };
}
