import { english as plural } from '../plural.js';

/** What is told to other systems. */
export const events = {
  id: 'Event',
  type: 'Type',
  at: 'When',
  account: 'Account',
  state: 'State',
  states: {
    told: 'told',
    waiting: 'waits',
    'given-up': 'given up',
    before: 'older than the address',
    'nobody-told': 'nobody is told',
  },
  none: 'Nothing has happened yet that could be told.',
  older: (command: string) => `Older ones: ${command}`,
  nobody: 'PARTNER_EVENTS_URL is not set: nobody is told.',
  nothingWaits: 'No event waits.',
  sent: (count: number) => plural(count, 'One event was told.', `${count} events were told.`),
  stillGivenUp: (count: number) =>
    plural(
      count,
      'One event was not taken and stays given up: partner events resend tries it again.',
      `${count} events were not taken and stay given up: partner events resend tries them again.`,
    ),
  againSent: (id: string) => `Event ${id} was told again.`,
  notSent: (id: string) => `Event ${id} was not taken.`,
  behind: (count: number) =>
    plural(
      count,
      'One event could not be told yet; it is tried again with the next command.',
      `${count} events could not be told yet; they are tried again with the next command.`,
    ),
  left: (count: number, command: string) =>
    plural(
      count,
      `One event waits for the address that was told before, and is not told to this one by itself: ${command}`,
      `${count} events wait for the address that was told before, and are not told to this one by themselves: ${command}`,
    ),
  standing: (state: string, why: string, nextAt: string) => `${state} (${why}; next try ${nextAt})`,
  valid: (id: string) => `Message ${id} is signed with this secret, and as it was sent.`,
  invalid: {
    signature: (id: string) => `Message ${id} is not signed with this secret, or was changed.`,
    time: (id: string) =>
      `Message ${id} is signed, and its time is more than five minutes from this machine's: it may be an old one, sent again.`,
  },
};
