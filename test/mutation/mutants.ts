import ts from 'typescript';
import { walk } from '../architecture/sources.js';

/** One small change of one file, as somebody might make it by mistake. */
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The line as it stands there, without its indentation. */
  readonly code: string;
  /** What becomes what: `>= becomes >`. */
  readonly change: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Change {
  readonly node: ts.Node;
  readonly text: string;
  readonly change: string;
}

const { SyntaxKind } = ts;

/** Operators that are taken for one another. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.LessThanToken, ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [SyntaxKind.AmpersandAmpersandToken, ['||']],
  [SyntaxKind.BarBarToken, ['&&']],
  [SyntaxKind.PlusToken, ['-']],
  [SyntaxKind.MinusToken, ['+']],
  [SyntaxKind.AsteriskToken, ['/']],
  [SyntaxKind.SlashToken, ['*']],
  [SyntaxKind.PercentToken, ['*']],
  [SyntaxKind.PlusEqualsToken, ['-=']],
  [SyntaxKind.MinusEqualsToken, ['+=']],
]);

/** Calls that are taken for one another, or left out: an empty text leaves out the whole call. */
const CALLS: Readonly<Record<string, string>> = {
  filter: '',
  sort: '',
  toSorted: '',
  reverse: '',
  toReversed: '',
  slice: '',
  trim: '',
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
};

/** Every mutant of a file, in the order of its text. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  walk(tree, (node) => {
    if (!isType(node)) changes.push(...changesOf(node));
  });
  return changes
    .map(({ node, text, change }) => {
      const start = node.getStart(tree);
      const line = tree.getLineAndCharacterOfPosition(start).line;
      const code = source.split('\n')[line]?.trim() ?? '';
      return { file, line: line + 1, code, change, start, end: node.getEnd(), text };
    })
    .sort((a, b) => a.start - b.start);
}

/** Gone once it is compiled. */
function isType(node: ts.Node): boolean {
  for (let outer: ts.Node | undefined = node; outer !== undefined; outer = outer.parent as ts.Node | undefined)
    if (ts.isTypeNode(outer) || ts.isTypeAliasDeclaration(outer) || ts.isInterfaceDeclaration(outer)) return true;
  return false;
}

function changesOf(node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return ofOperator(node);
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return ofCondition(node.expression);
  if (ts.isConditionalExpression(node)) return ofCondition(node.condition);
  if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
  if (ts.isReturnStatement(node)) return node.expression ? ofResult(node.expression) : [];
  if (ts.isArrowFunction(node)) return ts.isBlock(node.body) ? [] : ofResult(node.body);
  if (ts.isExpressionStatement(node)) return [{ node, text: ';', change: 'the statement is left out' }];
  if (ts.isCallExpression(node)) return ofCall(node);
  if (isOptional(node)) return [{ node: node.questionDotToken, text: dotOf(node), change: '?. becomes .' }];
  if (node.kind === SyntaxKind.TrueKeyword) return [{ node, text: 'false', change: 'true becomes false' }];
  if (node.kind === SyntaxKind.FalseKeyword) return [{ node, text: 'true', change: 'false becomes true' }];
  if (ts.isNumericLiteral(node) && !isSignOfOrder(node))
    return [{ node, text: `(${node.text} + 1)`, change: `${node.text} becomes one more` }];
  return [];
}

/** What a comparison gives to a sort: above or below nothing is all that counts. */
function isSignOfOrder(literal: ts.NumericLiteral): boolean {
  let outer: ts.Node = literal.parent;
  while (ts.isPrefixUnaryExpression(outer) || ts.isConditionalExpression(outer) || ts.isParenthesizedExpression(outer))
    outer = outer.parent;
  if (literal.text !== '1' || !ts.isArrowFunction(outer)) return false;
  const { parent: call } = outer;
  return ts.isCallExpression(call) && /\.(toSorted|sort)$/.test(call.expression.getText());
}

/** Of two that are the same, either is chosen: `a < b ? a : b`. */
function choosesOne({ parent, left, right }: ts.BinaryExpression): boolean {
  let outer: ts.Node = parent;
  while (ts.isBinaryExpression(outer)) outer = outer.parent;
  if (!ts.isConditionalExpression(outer)) return false;
  const chosen = [outer.whenTrue.getText(), outer.whenFalse.getText()].sort();
  return chosen.join(' ') === [left.getText(), right.getText()].sort().join(' ');
}

function ofOperator(expression: ts.BinaryExpression): readonly Change[] {
  const { operatorToken, left } = expression;
  const was = operatorToken.getText();
  // Texts are put together as well, and there is no other way to do that.
  if (operatorToken.kind === SyntaxKind.PlusToken && isText(left)) return [];
  const others = OPERATORS.get(operatorToken.kind) ?? [];
  return (/^[<>]/.test(was) && choosesOne(expression) ? others.slice(1) : others).map((text) => ({
    node: operatorToken,
    text,
    change: `${was} becomes ${text}`,
  }));
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function ofCondition(condition: ts.Expression): readonly Change[] {
  return ['true', 'false'].map((text) => ({ node: condition, text, change: `the condition becomes ${text}` }));
}

function ofPrefix(node: ts.PrefixUnaryExpression): readonly Change[] {
  if (node.operator !== SyntaxKind.ExclamationToken && node.operator !== SyntaxKind.MinusToken) return [];
  const sign = node.operator === SyntaxKind.MinusToken ? '-' : '!';
  return [{ node, text: node.operand.getText(), change: `${sign} is left out` }];
}

function ofResult(result: ts.Expression): readonly Change[] {
  if (result.getText() === 'undefined') return [];
  return [{ node: result, text: 'undefined', change: 'the result becomes undefined' }];
}

function ofCall(node: ts.CallExpression): readonly Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = Object.hasOwn(CALLS, name.text) ? CALLS[name.text] : undefined;
  if (other === undefined) return [];
  if (other.startsWith('find') && node.arguments.some(looksForId)) return [];
  if (other !== '') return [{ node: name, text: other, change: `${name.text} becomes ${other}` }];
  return [{ node, text: expression.getText(), change: `${name.text} is left out` }];
}

/** What is looked for by its id is there once (`added` of the core's entries sees to that): first and last are the same. */
function looksForId(argument: ts.Expression): boolean {
  if (!ts.isArrowFunction(argument) || !ts.isBinaryExpression(argument.body)) return false;
  const { left, operatorToken, right } = argument.body;
  return (
    operatorToken.kind === SyntaxKind.EqualsEqualsEqualsToken &&
    [left, right].some((side) => /^(\w+\.)?id$/.test(side.getText()))
  );
}

type Optional = ts.Node & { readonly questionDotToken: ts.QuestionDotToken; readonly argumentExpression?: ts.Node };

function isOptional(node: ts.Node): node is Optional {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && node.questionDotToken !== undefined
  );
}

function dotOf(node: Optional): string {
  return node.argumentExpression ? '' : '.';
}

/** The file with one mutant in it. */
export function mutated(source: string, { start, end, text }: Mutant): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** A place that tells when it is reached: the beginning of a function, a block, a branch. */
export interface Probe {
  readonly place: number;
  readonly start: number;
  readonly end: number;
}

export interface Probed {
  readonly text: string;
  readonly probes: readonly Probe[];
}

/** The file with a probe at the beginning of every block, numbered from `first` on, and where each of them reaches to. */
export function probed(file: string, source: string, first: number): Probed {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const probes: Probe[] = [{ place: first, start: 0, end: source.length }];
  const tells = (place: number) => `globalThis.reached(${place})`;
  const inserted = [{ at: 0, text: `${tells(first)};` }];
  walk(tree, (node) => {
    const place = first + probes.length;
    const tell = tells(place);
    if (ts.isBlock(node)) {
      inserted.push({ at: node.getStart(tree) + 1, text: `${tell};` });
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      inserted.push({ at: node.body.getStart(tree), text: `(${tell},` }, { at: node.body.getEnd(), text: ')' });
    } else return;
    const whole = ts.isBlock(node) ? node : node.body;
    probes.push({ place, start: whole.getStart(tree), end: whole.getEnd() });
  });
  // From the last to the first, so that the places stay where they were; of two at one place the inner one first.
  const text = inserted
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => b.at - a.at || (a.text === ')' ? a.index - b.index : b.index - a.index))
    .reduce((whole, { at, text: piece }) => whole.slice(0, at) + piece + whole.slice(at), source);
  return { text, probes };
}

/** The smallest place that tells when the mutant is reached. */
export function probeOf(probes: readonly Probe[], { start, end }: Mutant): Probe | undefined {
  const around = probes.filter((probe) => probe.start <= start && end <= probe.end);
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}
