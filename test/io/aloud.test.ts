import { inAscii } from '../../src/io/aloud.js';
import type { Screen, Surface } from '../../src/io/blocks.js';
import { painter } from '../../src/io/colour.js';
import { renderScreen } from '../../src/io/screen.js';

const paint = painter({}, {}, 'never');
const drawn = (screen: Screen, aloud: Surface['aloud'] = 'as-it-is') =>
  renderScreen(screen, { width: 30, terminal: true, paint, aloud });

const SCREEN: Screen = [
  { kind: 'title', left: 'Contoso', right: 'member' },
  { kind: 'tree', left: 'Action Pack', right: 'active', rows: [['paid to', '22 Nov 2027']] },
  {
    kind: 'timeline',
    points: [
      { day: '24 Aug 2027', label: 'opens', offset: 0 },
      { day: '22 Dec 2027', label: 'closes', offset: 120 },
    ],
  },
  {
    kind: 'table',
    title: 'Orders',
    columns: [{ title: 'Order' }, { title: 'Total', align: 'right' }, { title: '' }],
    rows: [
      ['ord_1', 'US$475.00', '✓ paid'],
      ['ord_2', '', ''],
    ],
  },
  { kind: 'bars', rows: [{ label: 'Nov 2027', size: 3, text: 'US$3.00' }] },
  { kind: 'warning', text: 'Only one person here can buy, and that is too few.', command: 'partner users add' },
];

test('F8 read aloud, a label has the colon of its language', () => {
  const screen = [{ kind: 'facts', rows: [['avantages', '0 sur 7']] }] as const;
  const french = { width: 30, terminal: true, paint, aloud: 'as-it-is' } as const;
  expect(renderScreen(screen, { ...french, labelled: (label, value) => `${label}\u00A0: ${value}` })).toBe(
    'avantages\u00A0: 0 sur 7\n',
  );
});

test('F8 read aloud line by line, each line says one thing whole: nothing is drawn, wrapped or told by its place', () => {
  expect(drawn(SCREEN)).toBe(
    [
      'Contoso: member',
      '',
      'Action Pack: active',
      'paid to: 22 Nov 2027',
      '24 Aug 2027: opens',
      '22 Dec 2027: closes',
      '',
      'Orders',
      'Order: ord_1',
      'Total: US$475.00',
      '✓ paid',
      '',
      'Order: ord_2',
      'Nov 2027: US$3.00',
      '! Only one person here can buy, and that is too few.',
      '  partner users add',
      '',
    ].join('\n'),
  );
});

test('F8 where the locale has no UTF-8, letters lose their marks and signs are spelled', () => {
  expect(inAscii('Prénom « œuvre » : 1 670,00 € … ✓ ✗ Ł 漢')).toBe('Prenom " oeuvre " : 1 670,00 EUR ... [x] [ ] ? ?');
  expect(drawn(SCREEN, 'in-ascii')).toContain('[x] paid\n');
  expect(drawn([{ kind: 'text', text: 'Réglé' }], 'in-ascii')).toBe('Regle\n');
});

test('F8 a pipe is the same for everybody', () => {
  const piped = (aloud?: Surface['aloud']) => renderScreen(SCREEN, { width: 30, terminal: false, paint, aloud });
  expect(piped('in-ascii')).toBe(piped());
});
