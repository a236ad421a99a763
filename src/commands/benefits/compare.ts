import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { membership } from '../../cli/visit.js';
import { asCalled, faultAt, mappingIn, MAP, readRows, type ReadTexts } from '../../acts/read-rows.js';
import { holdings, type Holding } from '../../core/benefit.js';
import { compareLicences, type Compared, type Exported } from '../../core/licence-export.js';
import { EXIT, stop, type RowFault } from '../../errors.js';
import { inLang } from '../../language/lang.js';

/** What a vendor's export may say: a row a person, or a row a product. */
const FIELDS = ['benefit', 'user', 'granted', 'assigned'] as const;

/** What there may be to compare. */
const OF_A_BENEFIT = FIELDS.slice(1);

type Field = (typeof FIELDS)[number];
type Row = ReadTexts<Field>;

/** What is granted and handed out here, against the vendor's export of licences; exit 8 where something differs. */
export const benefitsCompare: Command = {
  path: 'benefits compare',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'export', required: true }],
  flags: [MAP],
  reads: FIELDS,
  examples: ['benefits compare licences.csv', 'benefits compare licences.csv --map benefit=Product,user=UPN --json'],
  fields: ['benefit', 'what', 'outcome', 'here', 'there'],
  run: async (context, given) => {
    const file = given.arguments['export'] ?? '';
    const member = await membership(context);
    const text = file === '-' ? await context.terminal.readInput() : context.files.readText(file);
    const { rows, unknown } = read(text, file, given);
    const held = holdings(member);
    const tells = (field: Field) => rows.some(({ said }) => said[field] !== undefined);
    const told = { granted: tells('granted'), assigned: tells('assigned'), users: tells('user') };
    const exported = rows.flatMap((row) => exportedIn(row, held));
    return outcomeOf(context, compareLicences(held, exported, told), held, unknown);
  },
};

/** @throws Stop ROWS_REFUSED with everything that is wrong with it */
function read(text: string, file: string, given: Given) {
  const { rows, faults, unknown } = readRows(text, FIELDS, mappingIn(given, FIELDS));
  const says = ({ said }: Row) => OF_A_BENEFIT.some((field) => said[field] !== undefined);
  const all: readonly RowFault[] = [
    ...faults,
    ...(faults.length > 0 || rows.some(says)
      ? []
      : [{ line: 1, column: OF_A_BENEFIT.join(', '), wanted: 'column-missing' } as const]),
    ...asCalled(rows.flatMap(faultsIn), mappingIn(given, FIELDS)),
  ];
  if (all.length > 0) throw stop('ROWS_REFUSED', { file, faults: all, conflicts: [], comparing: true });
  return { rows, unknown: [...new Set(unknown.map(({ column }) => column))] };
}

function faultsIn({ line, said }: Row): readonly RowFault[] {
  const counts = (['granted', 'assigned'] as const).filter((field) => !isCount(said[field] ?? '0'));
  return [
    ...(said.benefit === undefined ? [{ line, column: 'benefit', wanted: 'benefit-named' } as const] : []),
    ...counts.map((column) => faultAt({ line, column }, 'number', said[column])),
  ];
}

function isCount(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

/** A row of a person may name all of their products at once. */
function exportedIn({ said }: Row, held: readonly Holding[]): readonly Exported[] {
  const count = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const names = (said.benefit ?? '').split(/[,;|+]/).map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => ({
      benefit: idOf(name, held),
      granted: count(said.granted),
      assigned: count(said.assigned),
      users: said.user === undefined ? [] : [said.user],
    }));
}

/** By its id, or by its name in any language. */
function idOf(name: string, held: readonly Holding[]): string {
  const same = (text: string) => text.toLowerCase() === name.toLowerCase();
  const found = held.find(({ benefit }) =>
    [benefit.id, inLang('en', benefit.name), inLang('fr', benefit.name)].some(same),
  );
  return found?.benefit.id ?? name;
}

function outcomeOf(
  { words, speech }: Context,
  compared: readonly Compared[],
  held: readonly Holding[],
  unknown: readonly string[],
): Outcome {
  const said = words.benefits.compare;
  const differing = compared.filter(({ outcome }) => outcome !== 'same');
  const nameOf = (id: string) => {
    const benefit = held.find((one) => one.benefit.id === id)?.benefit;
    return benefit ? speech.text(benefit.name) : id;
  };
  const cell = (value: string | number | null) =>
    value === null ? words.screens.dash : typeof value === 'number' ? speech.number(value) : value;
  const rows = compared.map(({ benefit, what, outcome, here, there }) => [
    nameOf(benefit),
    said.what[what],
    said.outcomes[outcome],
    cell(here),
    cell(there),
  ]);
  const columns = [words.benefits.benefit, said.compared, said.outcome, said.here, said.there].map((title) => ({
    title,
  }));
  return {
    value: compared,
    screen: [
      { kind: 'text', text: said.summary(compared.length - differing.length, differing.length) },
      ...(compared.length === 0 ? [] : [{ kind: 'table', columns, rows } as const]),
      ...(unknown.length === 0 ? [] : [{ kind: 'text', text: said.unread(speech.list(unknown)) } as const]),
    ],
    exit: differing.length === 0 ? EXIT.done : EXIT.partial,
  };
}
