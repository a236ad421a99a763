import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/files/package-root.js';
import { runPartner, freshHome } from '../support/run.js';
import { understoodByShell } from '../support/shell.js';
import {
  acceptAgreement,
  acceptTerms,
  addAWayToPay,
  atReview,
  buy,
  nameCompany,
  payWith,
  typeCard,
  verifyOrder,
} from './acts.js';
import { rowsIn } from '../support/ledgers.js';
import { closeAll, copyOf, partner, WORLD, worldOf, type Wizard } from './terminal.js';

afterEach(closeAll);

const words = (line: string) => line.split(' ');
const BUY = words('actionpack subscribe --accept-terms --token pm_card_visa --yes');
/** What is typed into `typeCard`, as standard input takes it. */
const CARD = '4242424242424242 12/34 123';
const TRANSFER = 'Electronic bank transfer: usable as soon as the money has arrived';

/** Two accounts that own the same, so that a line has to say whose it is about. */
const TWO_ACCOUNTS = [
  ...WORLD.inWindow.slice(0, 2),
  words(
    'join --company Fabrikam --country FR --email admin@fabrikam.example --mpn-id 7654321 --accept-terms --account 7654321',
  ),
  [...BUY, '--account', '7654321'],
];
const ORDERED = [...WORLD.member, words('actionpack subscribe --accept-terms --pay-by transfer --yes')];

const WORLDS = {
  fresh: [],
  ...WORLD,
  twoAccounts: TWO_ACCOUNTS,
  ordered: ORDERED,
  asked: [...WORLD.inWindow, words('actionpack cancel')],
  owned: [...WORLD.member, BUY],
  due: [...WORLD.inWindow, words('clock advance 70d')],
} as const;

interface Walk {
  readonly world: keyof typeof WORLDS;
  readonly line: string;
  readonly walk: (wizard: Wizard) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
}

const PRELOAD = pathToFileURL(join(packageRoot(), 'build', 'test', 'proof', 'shifted-clock.js')).href;
const AHEAD = { NODE_OPTIONS: `--import=${PRELOAD}`, PROOF_CLOCK: String(2 * 86_400_000) };

const joins = async (wizard: Wizard) => nameCompany(wizard).then(() => acceptAgreement(wizard));
const paysWithNewCard = async (wizard: Wizard) => {
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await buy(wizard);
};
const cancels = async (wizard: Wizard) => {
  await wizard.answer('Why (Enter to leave out):', "It's over");
  await wizard.choose('Turn off automatic renewal now?', 'Turn off automatic renewal');
  await wizard.choose('Send the request?', 'Submit');
};
const turnsOff = (wizard: Wizard) => wizard.choose('Turn off automatic renewal?', 'Turn off automatic renewal');

const WALKS: Readonly<Record<string, Walk>> = {
  'J0 joining': { world: 'fresh', line: 'join', walk: joins },
  'J0 D24 joining where the vendor is paid elsewhere': {
    world: 'fresh',
    line: 'join --gateway none',
    walk: async (wizard) => {
      await wizard.choose('Which partner programme?', 'Microsoft AI Cloud Partner Program, 2026');
      await joins(wizard);
    },
  },
  'J1 J0 a first purchase, with who joins and a card that is typed': {
    world: 'fresh',
    line: 'actionpack subscribe',
    walk: async (wizard) => {
      await joins(wizard);
      await acceptTerms(wizard);
      await paysWithNewCard(wizard);
    },
  },
  'J1 J0 P9 a first purchase by bank transfer': {
    world: 'fresh',
    line: 'actionpack subscribe',
    walk: async (wizard) => {
      await joins(wizard);
      await acceptTerms(wizard);
      await wizard.choose('Get started! Add a way to pay', TRANSFER);
      await buy(wizard);
    },
  },
  'J1 a purchase by a member': {
    world: 'member',
    line: 'subscriptions subscribe action-pack',
    walk: async (wizard) => {
      await acceptTerms(wizard);
      await paysWithNewCard(wizard);
    },
  },
  'J1 a purchase with the token that was said': {
    world: 'member',
    line: 'actionpack subscribe --token pm_card_mastercard',
    walk: async (wizard) => {
      await acceptTerms(wizard);
      await buy(wizard);
    },
  },
  'J1 R9 a purchase with another card than the first choice': {
    world: 'withCard',
    line: 'actionpack subscribe --accept-terms',
    walk: async (wizard) => {
      await payWith(wizard, 'Visa ending 4242');
      await atReview(wizard, 'Change the payment method');
      await payWith(wizard, 'Another credit card');
      await typeCard(wizard);
      await buy(wizard);
    },
  },
  'J5 a benefit that is chosen and activated, with where to work': {
    world: 'inWindow',
    line: 'benefits activate --account 1234567',
    walk: (wizard) => wizard.choose('Which benefit?', 'Microsoft Action Pack > Visual Studio Professional'),
  },
  'J3 a renewal with the card on file': {
    world: 'inWindow',
    line: 'actionpack renew',
    walk: async (wizard) => {
      await verifyOrder(wizard);
      await acceptTerms(wizard);
      await payWith(wizard, 'Visa ending 4242');
      await buy(wizard);
    },
  },
  'J3 a renewal with another card': {
    world: 'inWindow',
    line: 'actionpack renew',
    walk: async (wizard) => {
      await verifyOrder(wizard);
      await acceptTerms(wizard);
      await payWith(wizard, 'Another credit card');
      await typeCard(wizard);
      await buy(wizard);
    },
  },
  'J2 turning automatic renewal off': { world: 'inWindow', line: 'actionpack autorenew off', walk: turnsOff },
  'J2 turning it off for one of two accounts': {
    world: 'twoAccounts',
    line: 'actionpack autorenew off --account 7654321',
    walk: turnsOff,
  },
  'P2 R9 a run of what is due': {
    world: 'due',
    line: 'renewals run',
    walk: (wizard) => wizard.choose('Charge this renewal', 'Charge it now'),
  },
  'J4 cancelling': { world: 'inWindow', line: 'actionpack cancel', walk: cancels },
  'J4 cancelling for one of two accounts': {
    world: 'twoAccounts',
    line: 'actionpack cancel --account 7654321',
    walk: cancels,
  },
  'J4 a new request': {
    world: 'inWindow',
    line: 'support new',
    walk: async (wizard) => {
      await wizard.choose('Type of problem >', 'Something else');
      await wizard.answer('Describe the problem:', '--autorenew off, "please"');
      await wizard.choose('Send the request?', 'Submit');
    },
  },
  'J4 a note': { world: 'asked', line: 'support note 1', walk: (wizard) => wizard.answer('Your note:', '- and more') },
  'D10 an answer': {
    world: 'asked',
    line: 'support resolve 1 --text Done',
    walk: async (wizard) => {
      await wizard.choose('How does request 1 end?', 'Approve it');
      await wizard.choose('Approve request 1? There is no way back.', 'Approve it');
    },
  },
  'R8 a way to pay': { world: 'member', line: 'payment-methods add', walk: (wizard) => typeCard(wizard) },
  'R8 a default way to pay of one of two accounts': {
    world: 'twoAccounts',
    line: 'payment-methods add --default --account 7654321',
    walk: (wizard) => typeCard(wizard),
  },
  'J5 P8 activating a benefit': {
    world: 'owned',
    line: 'benefits activate office-365-e3',
    walk: (wizard) => wizard.choose('Activate Office 365', 'Yes, without a refund'),
  },
  'D20 viewing a product key': {
    world: 'owned',
    line: 'benefits keys windows-10-enterprise --reveal',
    walk: (wizard) => wizard.choose('View the product key', 'Yes, without a refund'),
  },
  'J6 a new user': {
    world: 'member',
    line: 'users add',
    walk: async (wizard) => {
      await wizard.answer("The user's e-mail address:", 'buyer@contoso.example');
      await wizard.choose('Role:', 'MPN partner admin: buy, renew, turn automatic renewal off');
    },
  },
  'J6 G15 a new user under a clock that was believed': {
    world: 'member',
    line: 'users add buyer@contoso.example',
    env: AHEAD,
    walk: async (wizard) => {
      await wizard.choose('Write it with the date of', 'Yes, that is the date');
      await wizard.choose('Role:', 'User: look, and file support requests');
    },
  },
  'P9 funds that have come': {
    world: 'ordered',
    line: 'orders confirm-transfer ORDER',
    walk: (wizard) => wizard.choose('Have exactly', 'Yes: confirm the funds'),
  },
  'P9 an order that is taken back': {
    world: 'ordered',
    line: 'orders cancel ORDER',
    walk: (wizard) => wizard.choose('Cancel order', 'Cancel the order'),
  },
  'D12 leaving one of two': {
    world: 'member',
    line: 'leave --account 1234567',
    walk: (wizard) => wizard.choose('End the network membership of Contoso SARL?', 'End the membership'),
  },
  'P11 evidence': {
    world: 'member',
    line: 'competency attain data-platform silver',
    walk: async (wizard) => {
      await wizard.answer('People certified:', '2');
      await wizard.answer('Customer references:', '3');
    },
  },
  'D22 what is owned already': {
    world: 'fresh',
    line: 'adopt --gateway none',
    walk: async (wizard) => {
      await nameCompany(wizard);
      await wizard.choose('Which partner programme?', 'Microsoft Partner Network, 2018');
      await wizard.choose('What is owned?', 'Microsoft Action Pack');
      await wizard.answer('Anniversary date to which it is paid', '2030-03-01');
      await wizard.answer('First day of the paid term, if you know it', '');
      await wizard.choose('Does the vendor renew it by itself on that date?', 'Yes: automatic renewal is on');
      await wizard.answer('Invoice number', '-E0800 "A"');
      await wizard.answer('Paid on', '2026-11-01');
      await wizard.answer('Amount paid, tax included', '475.00 USD');
      await wizard.answer('A file that shows it', join(packageRoot(), 'LICENSE'));
      await wizard.answer('Another file', '');
      await wizard.answer('Benefits that were activated already', 'office-365-e3');
      await wizard.choose('What next?', 'Bring it in');
    },
  },
};

/** Every entry of a ledger, without what is new each time: names, moments, keys and processes. */
function entriesIn(home: string): readonly string[] {
  const rows = rowsIn(home, 'ledger', 'SELECT kind, "by", body FROM audit ORDER BY sequence');
  return rows.map((row) =>
    JSON.stringify(row)
      .replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/g, 'ULID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
      .replaceAll(/_sandbox_[a-z]+/g, '_NAME')
      .replaceAll(/[^"\\]*#\d+#\d+/g, 'PROCESS'),
  );
}

const worlds = new Map<string, Promise<string>>();
function worldFor(name: keyof typeof WORLDS): Promise<string> {
  const made = worlds.get(name) ?? worldOf(...WORLDS[name]);
  worlds.set(name, made);
  return made;
}

test.each(Object.entries(WALKS))('the line that is printed makes the same entries: %s', async (_, one) => {
  const home = await worldFor(one.world);
  const line = one.line.includes('ORDER') ? one.line.replace('ORDER', await orderIn(home)) : one.line;
  const before = one.world === 'fresh' ? 0 : entriesIn(home).length;
  const wizard = partner(line, { home: one.world === 'fresh' ? freshHome() : copyOf(home), cols: 250, ...env(one) });
  await one.walk(wizard);
  expect(await wizard.exit()).toBe(0);
  const [shown = '', script = ''] = wizard.history().split('Same by script:');
  // One empty line parts what is said, and never two.
  expect(shown).not.toMatch(/\S\n *\n *\n/);
  const [said = []] = understoodByShell([script.trim()]);
  const again = one.world === 'fresh' ? freshHome() : copyOf(home);
  const ran = await runPartner([...said, '--no-input'], { home: again, stdin: CARD, ...env(one) });
  expect({ said, code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({ said, code: 0, stderr: '' });
  expect(entriesIn(again)).toEqual(entriesIn(wizard.home));
  expect(entriesIn(again).length).toBeGreaterThan(before);
});

async function orderIn(home: string): Promise<string> {
  const [order] = (await runPartner(['orders', 'list', '--json'], { home })).json<readonly { id: string }[]>();
  return order?.id ?? '';
}

function env({ env: given }: Walk): Pick<Walk, 'env'> {
  return given ? { env: given } : {};
}
