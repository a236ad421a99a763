import type { Command, Given } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { EXIT, stop } from '../../errors.js';
import { commandLine } from '../../language/command-line.js';
import { wanted } from '../../wizards/request.js';
import { textOf } from '../../wizards/flags.js';

const ID: Flag = { name: 'id', kind: 'text', value: 'ID' };
const TIMESTAMP: Flag = { name: 'timestamp', kind: 'text', value: 'SECONDS' };
const SIGNATURE: Flag = { name: 'signature', kind: 'text', value: 'TEXT' };
const HEADERS = [ID, TIMESTAMP, SIGNATURE];

/** So far may the clocks of two machines be apart, in seconds. */
const TOLERANCE_S = 300;

/** Whether a message was sent by this ledger, and lately: for whoever builds what is told. */
export const eventsVerify: Command = {
  path: 'events verify',
  deed: { act: 'open', scope: null, writes: null },
  flags: HEADERS,
  examples: [
    'events verify --id evt_1 --timestamp 1764475200 --signature v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ],
  run: async (context, given) => {
    const { id, timestamp, signature } = headersOf(given);
    const body = await context.terminal.readInput();
    const signed = await context.outside.isEventSigned({ id, timestamp, body }, signature);
    const apart = Math.abs(Date.parse(context.clock.system()) / 1000 - timestamp);
    const fault = !signed ? 'signature' : apart > TOLERANCE_S ? 'time' : null;
    const said = context.words.events;
    return {
      value: { id, valid: fault === null, fault },
      screen: [
        fault === null ? { kind: 'text', text: said.valid(id) } : { kind: 'warning', text: said.invalid[fault](id) },
      ],
      exit: fault === null ? EXIT.done : EXIT.failed,
    };
  },
};

function headersOf(given: Given) {
  const missing = HEADERS.filter(({ name }) => given.flags[name] === undefined);
  if (missing.length > 0)
    throw stop('ANSWERS_MISSING', {
      missing: missing.map(wanted),
      command: commandLine(
        ['partner', 'events', 'verify'],
        HEADERS.map(({ name, value }) => `--${name} ${value}`),
      ),
    });
  const timestamp = Number(textOf(given.flags, TIMESTAMP));
  return { id: textOf(given.flags, ID) ?? '', timestamp, signature: textOf(given.flags, SIGNATURE) ?? '' };
}
