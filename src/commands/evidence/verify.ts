import type { Command } from '../../cli/command.js';
import { holdsCardNumber } from '../../core/card-number.js';
import { brokenProof, parseProof } from '../../core/proof.js';
import { EXIT, stop } from '../../errors.js';
import type { Words } from '../../language/words.js';
import { PROOF } from './export.js';

/** What an archive of evidence proves, anywhere and without a ledger: each file, each entry and each link of the chain (G24). */
export const evidenceVerify: Command = {
  path: 'evidence verify',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'archive', required: true }],
  examples: ['evidence verify evidence.zip', 'evidence verify evidence.zip --json'],
  run: async (context, given) => {
    const file = given.arguments['archive'] ?? '';
    const contents = new Map(await context.files.readArchive(file));
    const proof = parseProof(Buffer.from(contents.get(PROOF) ?? []).toString('utf8'));
    if (proof === undefined || proof === 'newer')
      throw stop('ARCHIVE_REFUSED', { location: file, why: proof ?? 'no-proof' });
    contents.delete(PROOF);
    const defects = brokenProof(proof, contents, (content) => context.ids.digest(content));
    const { account, orders, files, chain } = proof;
    const head = chain.links.at(-1)?.hash ?? null;
    const said = context.words.elsewhere.evidence;
    const value = {
      file,
      sound: defects.length === 0,
      account,
      orders: orders.map(({ id }) => id),
      files: files.map(({ path, sha256, name, bytes }) => ({ path, sha256, name, bytes })),
      entries: chain.links.length,
      head,
      seal: chain.seal?.number ?? null,
      defects,
    };
    const names = [
      ...Object.values(account),
      ...value.orders,
      ...defects.map(({ where }) => where.replace(HASHED, '')),
    ];
    const shown = [...names, ...files.flatMap(({ path, name, sha256 }) => [path.replace(HASHED, ''), name, sha256])];
    // Whoever made the archive may have written anything into it (D19).
    if (shown.some(holdsCardNumber)) throw stop('CARD_NUMBER_IN_VALUE', { of: file });
    const labels = context.words.screens.account;
    const facts = {
      kind: 'facts',
      rows: [
        [labels.company, account.company],
        [labels.mpnId, account.mpnId],
        [said.head, head ?? ''],
      ],
    } as const;
    if (defects.length === 0)
      return { value, screen: [{ kind: 'text', text: said.sound(files.length, chain.links.length) }, facts] };
    const { where, problem } = context.words.db;
    return {
      value,
      screen: [
        { kind: 'warning', text: said.broken(defects.length) },
        facts,
        {
          kind: 'table',
          columns: [{ title: where }, { title: problem }],
          rows: defects.map((defect) => [placeOf(defect.where, said.places), said.proofFaults[defect.fault]]),
        },
      ],
      exit: EXIT.failed,
    };
  },
};

/** What the path of a file begins with: digits of a hash are no card's. */
const HASHED = /^files\/[0-9a-f]{12}-/;

/** Of a place in the chain, its name in words; files and orders are called as they are. */
function placeOf(where: string, places: Words['elsewhere']['evidence']['places']): string {
  const [, kind, number] = /^(entry|seal) (\d+)$/.exec(where) ?? [];
  return number === undefined ? where : places[kind as keyof typeof places](number);
}
