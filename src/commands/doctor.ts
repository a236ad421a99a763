import { EVERY_CHECK } from '../checkup/every.js';
import type { Finding } from '../checkup/check.js';
import type { Command } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { isMissing, type CheckId } from '../core/checkup.js';
import { EXIT } from '../errors.js';
import type { Screen } from '../io/blocks.js';
import { foundInWords, mending } from '../language/checkup.js';

type Checked = Finding & { readonly id: CheckId };

/**
 * Looks whether all is well and changes nothing. What it says may be sent to anybody: codes, counts and days, and neither
 * a name nor a path, an address or a secret. So its commands do not say again where to work.
 */
export const doctorCommand: Command = {
  path: 'doctor',
  // For whoever wonders why nothing else works: it needs neither a ledger nor a role in one.
  deed: { act: 'open', scope: null, writes: null },
  examples: ['doctor', 'doctor --json'],
  run: async (context) => {
    const found: Checked[] = [];
    for (const check of EVERY_CHECK)
      found.push(...(await check.look(context)).map((one) => ({ id: check.id, ...one })));
    const healthy = found.every(({ verdict }) => verdict !== 'fault');
    const { english } = context.voices;
    const told = ({ id, verdict, found: one }: Checked) => {
      const { code, ...facts } = one;
      return {
        id,
        verdict,
        code,
        message: foundInWords(english, one),
        facts,
        try: commandFor({ verdict, found: one }),
      };
    };
    return {
      value: { healthy, checks: found.map(told) },
      rows: found.map(told).map(({ facts: _, ...row }) => row),
      screen: screenOf(context, found, healthy),
      exit: healthy ? EXIT.done : EXIT.failed,
    };
  },
};

/** What is well needs none. */
function commandFor({ verdict, found }: Finding): string | null {
  return verdict === 'ok' ? null : (mending(found) ?? null);
}

/** What is well is a table; what is not stands below it, each with its command. */
function screenOf(context: Context, found: readonly Checked[], healthy: boolean): Screen {
  const said = context.words.checkup;
  const told = ({ found: one }: Finding) => foundInWords(context, one);
  const toMend = found.filter(({ verdict }) => verdict === 'warning' || verdict === 'fault');
  const rest = found.filter((one) => !toMend.includes(one));
  return [
    {
      kind: 'table',
      columns: [{ title: said.check }, { title: said.found }, { title: said.more }],
      rows: rest.map((one) => [said.checks[one.id], told(one), commandFor(one) ?? '']),
    },
    ...toMend.map((one) => {
      const command = commandFor(one);
      return { kind: 'warning', text: told(one), ...(command === null ? {} : { command }) } as const;
    }),
    {
      kind: 'text',
      text: healthy ? said.healthy(toMend.length, rest.filter((one) => isMissing(one.found)).length) : said.unwell,
    },
    { kind: 'text', text: said.notLookedAt },
  ];
}
