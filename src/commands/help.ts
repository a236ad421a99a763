import { unknownName } from '../cli/named.js';
import type { Command, Outcome } from '../cli/command.js';
import type { Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import { RULE_OF, type RefusalCode } from '../core/refusal.js';
import { EXIT, exitCodeOf, TROUBLE_CODES, type ProblemCode } from '../errors.js';
import { topicText, TOPICS, type Topic } from '../language/topics.js';

export const ERROR_CODES: readonly ProblemCode[] = [...(Object.keys(RULE_OF) as RefusalCode[]), ...TROUBLE_CODES];

const OTHER_TOPICS = ['options', 'exit-codes', 'errors'] as const;

const NAMED = Object.fromEntries(
  [...TOPICS, ...OTHER_TOPICS].map((topic) => [topic, topic === 'errors' ? ERROR_CODES : []]),
);

/** Topics, commands and error codes, explained where they are met: on the machine, in the person's language. */
export const helpCommand: Command = {
  path: 'help',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'topic', required: false, rest: true, commandOr: NAMED }],
  examples: ['help', 'help options', 'help exit-codes', 'help errors AUTORENEW_LOCKED'],
  run: async (context, given) => {
    const asked = (given.arguments['topic'] ?? '').split(' ').filter((word) => word !== '');
    const [topic, code] = asked.map((word) => word.toLowerCase());
    if (topic === undefined) return topicList(context);
    if (topic === 'errors')
      return code === undefined ? codeList(context, ERROR_CODES) : explained(context, code.toUpperCase());
    if (topic === 'exit-codes') return exitCodes(context);
    if (topic === 'options') return everyOption(context);
    const known = TOPICS.find((name) => name === topic);
    if (known) return explainedTopic(context, known);
    return commandHelp(context, asked);
  },
};

async function explainedTopic({ voices: { english }, speech }: Context, topic: Topic): Promise<Outcome> {
  const text = await topicText(speech.lang, topic);
  return { value: { topic, text: await topicText(english.speech.lang, topic) }, screen: [{ kind: 'verbatim', text }] };
}

function topicList({ words, voices: { english } }: Context): Outcome {
  const said = words.help;
  const names = [...TOPICS, ...OTHER_TOPICS] as const;
  return {
    value: names.map((topic) => ({ topic, title: english.words.help.titles[topic] })),
    screen: [
      {
        kind: 'table',
        title: words.screens.help.topics,
        columns: [{ title: '' }, { title: '' }],
        rows: names.map((topic) => [topic, said.titles[topic]]),
      },
      { kind: 'hint', text: words.screens.help.topicHint },
    ],
  };
}

function codeList(context: Context, codes: readonly ProblemCode[]): Outcome {
  const said = context.words.screens.help;
  const rows = codes.map((code) => [code, String(exitCodeOf(code)), ruleOf(code) ?? '']);
  return {
    value: codes.map((code) => ({
      code,
      exit: exitCodeOf(code),
      rule: ruleOf(code),
      text: context.voices.english.words.help.errors[code],
    })),
    screen: [
      {
        kind: 'table',
        columns: [{ title: said.codes }, { title: said.exits, align: 'right' }, { title: said.rule }],
        rows,
      },
    ],
  };
}

function explained(context: Context, given: string): Outcome {
  const ofRule = ERROR_CODES.filter((known) => ruleOf(known) === given);
  if (ofRule.length > 1) return codeList(context, ofRule);
  const code = ofRule[0] ?? ERROR_CODES.find((known) => known === given);
  if (!code) throw unknownName('error-code', given, ERROR_CODES);
  const said = context.words.screens.help;
  const rule = ruleOf(code);
  const screen: Screen = [
    { kind: 'title', left: code },
    { kind: 'text', text: context.words.help.errors[code] },
    {
      kind: 'facts',
      rows: [[said.exits, String(exitCodeOf(code))], ...(rule === null ? [] : [[said.rule, rule] as const])],
    },
  ];
  return {
    value: { code, exit: exitCodeOf(code), rule, text: context.voices.english.words.help.errors[code] },
    screen,
  };
}

function exitCodes({ words, voices: { english } }: Context): Outcome {
  const codes = Object.entries(EXIT) as readonly [keyof typeof EXIT, number][];
  return {
    value: codes.map(([name, exit]) => ({ exit, meaning: english.words.help.exits[name] })),
    screen: [
      {
        kind: 'table',
        columns: [{ title: words.screens.help.exits, align: 'right' }, { title: '' }],
        rows: codes.map(([name, exit]) => [String(exit), words.help.exits[name]]),
      },
    ],
  };
}

function everyOption({ line, words, voices: { english } }: Context): Outcome {
  return {
    value: { topic: 'options', text: line.globalOptions(english.words) },
    screen: [{ kind: 'verbatim', text: line.globalOptions(words) }],
  };
}

function commandHelp(context: Context, asked: readonly string[]): Outcome {
  const path = asked.join(' ').toLowerCase();
  const text = context.line.helpFor(path, context.words);
  if (text !== undefined) {
    return {
      value: { command: path, text: context.line.helpFor(path, context.voices.english.words) },
      screen: [{ kind: 'verbatim', text }],
    };
  }
  const known = [...Object.keys(context.words.help.titles), ...context.line.known().map((command) => command.path)];
  throw unknownName('topic', asked.join(' '), known);
}

function ruleOf(code: ProblemCode): string | null {
  return (RULE_OF as Readonly<Record<string, string>>)[code] ?? null;
}
