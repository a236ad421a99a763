import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { FR, plain, textOf } from './texts.js';
import { textsOf, TOLD } from './told.js';

const HELP = join(packageRoot(), 'data', 'help', 'fr');

/** Everything that French says: its words, what is told of problems, its topics of help. */
const TEXTS: readonly string[] = [
  ...[...FR.values()].map((leaf) => plain(textOf(leaf))),
  ...TOLD.flatMap(({ fr }) => textsOf(fr)).map(plain),
  ...readdirSync(HELP).map((file) => plain(readFileSync(join(HELP, file), 'utf8'))),
];

/** One word for one thing; what else it could be called is not said. */
const NOT_SAID: readonly (readonly [word: string, others: RegExp])[] = [
  ['e-mail', /courriels?\b|courriers? électroniques?|\bmél\b|adresses? mail\b/i],
  ['$US', /\bdollars?\b|\bUSD\$/i],
  [
    'résilier, of a subscription',
    /annul\w* (?:l'abonnement|un abonnement|votre abonnement)|abonnement (?:est |a été )?annulé/i,
  ],
  ['annuler, of an order', /résili\w* (?:la|une|cette) commande|commande (?:est |a été )?résiliée/i],
  ['Paiements, above payments', /^Argent$/],
  ['société, of who joins', /\bentreprises?\b/i],
  ['assigner, of a licence', /\b(?:ré)?attribu(?:e|é|ée|és|ées|er|erai|tions?)\b/i],
  ["d'essai, of a card", /\b(?:cartes?|numéros?) de test\b/i],
  ['fictif, of an account of the sandbox', /comptes? inventés?/i],
  ['tentative, of a charge', /\b(?:aucun|dernier|nouvel|premier|prochain|trois) essais?\b/i],
  ['demande de service', /demandes? (?:au|de) support/i],
  ['adhésion, which is feminine', /adhésion (?:est )?(?:actif|expiré|payé|terminé)\b(?!e)/i],
];

test.each(NOT_SAID)('French has one word for it: %s', (_, others) => {
  expect(TEXTS.length).toBeGreaterThan(500);
  expect(TEXTS.filter((text) => others.test(text))).toEqual([]);
});

test('what is looked for would be found', () => {
  const wrong = [
    'un courriel',
    '3 dollars',
    "annuler l'abonnement",
    'la commande est résiliée',
    'Argent',
    "pour l'entreprise",
    'une licence attribuée',
    'Cartes de test',
    'des comptes inventés',
    'prochain essai',
    'une demande au support',
    'adhésion actif',
  ];
  for (const [index, [, others]] of NOT_SAID.entries()) expect(wrong[index]).toMatch(others);
});
