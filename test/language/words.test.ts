import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';
import { EN, FR, looseMarks, marksIn, plain, textOf } from './texts.js';

const SAME = [
  // Words that both languages share.
  'events.type',
  'glossary.actions',
  'catalog.origins.shipped',
  'catalog.programme',
  'general.arguments',
  'general.options',
  'general.partner',
  'payments.each',
  'problems.nouns.programme',
  'screens.account.email',
  'screens.account.programme',
  'screens.offers.gates',
  'screens.offers.memberState',
  'screens.review.totalAlone',
  'screens.orders.total',
  'screens.terms.version',
  'screens.origins.flag',
  'screens.origins.configuration',
  'support.text',
  'wizards.join.email.title',
  'users.action',
  'benefits.licences',
  // Proper names, signs and command lines.
  'screens.brand',
  'screens.dash',
  'screens.terms.hash',
  'screens.help.topicHint',
  'reminders.channels.webhook',
  // Nothing but facts and what stands between them.
  'screens.account.headline',
  'screens.offers.credit',
  'screens.review.line',
  'wizards.programme.title',
  'wizards.terms.which',
  'reminders.says.benefit',
];

test('both languages have the same texts, of the same kind', () => {
  expect([...FR.keys()].sort()).toEqual([...EN.keys()].sort());
  const kind = (path: string, texts: typeof EN) => {
    const leaf = texts.get(path);
    return [path, typeof leaf, typeof leaf === 'function' ? leaf.length : 0];
  };
  expect([...FR.keys()].map((path) => kind(path, FR))).toEqual([...FR.keys()].map((path) => kind(path, EN)));
});

const TEXTS = [...EN.keys()];

test('no text is empty, begins or ends with a space, or says undefined', () => {
  for (const texts of [EN, FR]) {
    for (const path of TEXTS) {
      const text = textOf(texts.get(path) ?? '');
      expect([path, text.trim() === text && text !== '' && !/undefined|\[object/.test(text)]).toEqual([path, true]);
    }
  }
});

test('a text names the same facts in both languages', () => {
  const facts = (texts: typeof EN) => TEXTS.map((path) => [path, marksIn(textOf(texts.get(path) ?? ''))]);
  expect(facts(FR)).toEqual(facts(EN));
});

test('what is the same in French and in English is meant to be', () => {
  const same = TEXTS.filter((path) => plain(textOf(FR.get(path) ?? '')) === textOf(EN.get(path) ?? ''));
  expect(same.sort()).toEqual([...SAME].sort());
});

test('no exclamation mark but the one of Partner Center', () => {
  for (const texts of [EN, FR]) {
    expect(TEXTS.filter((path) => textOf(texts.get(path) ?? '').includes('!'))).toEqual(['glossary.addAWayToPay']);
  }
});

test('French keeps its marks of punctuation on the line of the word before them', () => {
  const found = TEXTS.map((path) => [path, looseMarks(textOf(FR.get(path) ?? ''))]);
  expect(found.filter(([, loose]) => loose !== undefined)).toEqual([]);
  expect(['Oui ?', '« Oui', 'Non; oui', 'Voir : ici'].map(looseMarks)).not.toContain(undefined);
});

test('what a French sentence says of an offer agrees with a word of its own, whatever the offer is called', () => {
  const bare = /(?:^|[.:,] )« ⟨[^⟩]*⟩ » (?:est|n'est|a été|court|se|ne peut pas être)\b/;
  const offers = ['support.', 'transfers.', 'screens.'];
  const said = TEXTS.filter((path) => offers.some((room) => path.startsWith(room)));
  expect(said.map((path) => plain(textOf(FR.get(path) ?? ''))).filter((text) => bare.test(text))).toEqual([]);
});

test('what Ctrl-C does while something is waited for is said whole on a screen of 60 columns', () => {
  const beside = 4;
  for (const texts of [EN, FR])
    for (const path of ['cardholder.waiting', 'wizards.card.waiting']) {
      const text = textOf(texts.get(path) ?? '');
      expect(text).toContain('Ctrl-C');
      expect([text, text.length <= 60 - beside]).toEqual([text, true]);
    }
});

test('D34 F8 that a programme has a successor is said in lines that each end with their command, to be copied', () => {
  for (const { catalog } of [english, french])
    for (const wayIn of [catalog.move, catalog.join])
      for (const line of catalog.succeeded('maicpp-2026', wayIn('partner account move maicpp-2026')).split('\n'))
        expect(line).toMatch(/: partner (?:catalog show|account move) maicpp-2026$/);
});
