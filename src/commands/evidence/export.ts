import type { Command, Given } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { unknownName } from '../../cli/named.js';
import { membership, type Membership } from '../../cli/visit.js';
import { proofOf, type Proof } from '../../core/proof.js';
import type { RecordedOrder } from '../../core/recorded-order.js';
import { stop } from '../../errors.js';
import { commandLine } from '../../language/command-line.js';
import { recordedNamed, subscriptionNamed } from '../../named/membership.js';
import { placeFlags, textOf } from '../../wizards/flags.js';

const SUBSCRIPTION: Flag = {
  name: 'subscription',
  kind: 'text',
  value: 'ID',
  among: 'subscriptions',
  oneOf: 'evidence',
};
const ORDER: Flag = { name: 'order', kind: 'text', value: 'ID', among: 'orders', oneOf: 'evidence' };

/** What stands in the archive beside the files. */
export const PROOF = 'evidence.json';

/**
 * The files, what they show, and the whole chain of the account, which proves that nothing of it was altered (G24): who may
 * read the log of everything may take it along.
 */
export const evidenceExport: Command = {
  path: 'evidence export',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'file', required: true }],
  flags: [SUBSCRIPTION, ORDER],
  examples: [
    'evidence export evidence.zip --subscription action-pack',
    'evidence export evidence.zip --order ord_01JD0000000000000000000000',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const { ledger, book, at } = member;
    const file = given.arguments['file'] ?? '';
    const orders = ordersIn(given, member, file);
    const proof = proofOf(book, orders, await ledger.read((reader) => reader.chain(book.account.id)));
    const contents = await contentsOf(member, proof);
    await context.files.writeArchive(
      file,
      [{ path: PROOF, bytes: Buffer.from(JSON.stringify(proof)) }, ...contents],
      at,
    );
    const { links, seal } = proof.chain;
    const head = links.at(-1)?.hash ?? null;
    const said = context.words.elsewhere.evidence;
    return {
      value: {
        file,
        orders: orders.map(({ id }) => id),
        files: proof.files,
        entries: links.length,
        head,
        seal: seal?.number ?? null,
      },
      screen: [
        { kind: 'text', text: said.exported(proof.files.length, file) },
        { kind: 'facts', rows: [[said.head, head ?? '']] },
        { kind: 'warning', text: said.wholeHistory(book.account.company) },
      ],
    };
  },
};

/** @throws Stop ANSWERS_MISSING, NOT_FOUND */
function ordersIn({ flags }: Given, member: Membership, file: string): readonly RecordedOrder[] {
  const { book } = member;
  const order = textOf(flags, ORDER);
  if (order !== undefined) return [recordedNamed(book, order)];
  const subscription = textOf(flags, SUBSCRIPTION);
  if (subscription === undefined) {
    const missing = [`--${SUBSCRIPTION.name} ${SUBSCRIPTION.value ?? ''}`];
    const command = commandLine(['partner', 'evidence', 'export', file, ...placeFlags(flags)], missing);
    throw stop('ANSWERS_MISSING', { missing, command });
  }
  const held = subscriptionNamed(member, subscription);
  const recorded = book.recorded.filter(({ subscriptionId }) => subscriptionId === held.id);
  if (recorded.length === 0) throw unknownName('order', subscription, []);
  return recorded;
}

/** @throws Stop EVIDENCE_LOST */
async function contentsOf({ ledger }: Membership, { files }: Proof) {
  return ledger.read(async (reader) => {
    const contents: { readonly path: string; readonly bytes: Uint8Array }[] = [];
    for (const { path, sha256, name } of files) {
      const kept = await reader.evidence(sha256);
      if (kept.kind !== 'kept') throw stop('EVIDENCE_LOST', { file: name, sha256 });
      contents.push({ path, bytes: kept.bytes });
    }
    return contents;
  });
}
