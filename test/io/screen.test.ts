import fc from 'fast-check';
import stringWidth from 'string-width';
import type { Block, Screen } from '../../src/io/blocks.js';
import { painter } from '../../src/io/colour.js';
import { renderScreen } from '../../src/io/screen.js';

const paint = painter({}, {}, 'never');
const onTerminal = (screen: Screen, width = 80) => renderScreen(screen, { width, terminal: true, paint });
const inPipe = (screen: Screen) => renderScreen(screen, { width: 80, terminal: false, paint });

const status: Screen = [
  { kind: 'title', left: 'Contoso SARL (MPN 1234567)', right: 'network member' },
  {
    kind: 'tree',
    left: 'Microsoft Action Pack',
    right: 'active',
    rows: [
      ['paid to', '22 Nov 2027  (365 days)'],
      ['automatic renewal', 'ON   charges US$475.00 to Visa ending 4242 on 22 Nov 2027'],
      ['benefits', '0 of 7 activated'],
    ],
  },
  {
    kind: 'timeline',
    points: [
      { day: '24 Aug 2027', label: 'opens', offset: 0 },
      { day: '22 Nov 2027', label: 'anniversary', offset: 90 },
      { day: '22 Dec 2027', label: 'closes', offset: 120 },
    ],
  },
  { kind: 'warning', text: 'Only one person here can buy or renew.', command: 'partner users add' },
  { kind: 'warning', text: 'Visa ending 4242 expires before the charge.', command: 'partner payment-methods add' },
  { kind: 'hint', text: 'Same by script: partner status --json' },
];

const offers: Block = {
  kind: 'table',
  title: 'Available offers',
  columns: [{ title: 'Offer' }, { title: 'Price a year', align: 'right' }, { title: 'Eligible' }],
  rows: [
    ['Microsoft Action Pack', 'US$475.00', '✓ subscribe now'],
    ['Silver 微软公司', 'US$1,670.00*', '✗ no area attained at Silver yet'],
    ['Gold compe\u0301tency', 'US$4,730.00*', '✗ no area attained at Gold yet'],
  ],
};

describe('on a terminal', () => {
  test('a status at 80 columns', () => {
    expect(onTerminal(status)).toBe(
      `
Contoso SARL (MPN 1234567)                                        network member

Microsoft Action Pack                                                     active
  ├ paid to            22 Nov 2027  (365 days)
  ├ automatic renewal  ON   charges US$475.00 to Visa ending 4242 on 22 Nov 2027
  └ benefits           0 of 7 activated

  24 Aug 2027                                     22 Nov 2027  22 Dec 2027
  ├────────────────────────────────────────────────────┼─────────────────┤
  opens                                           anniversary       closes

! Only one person here can buy or renew.       partner users add
! Visa ending 4242 expires before the charge.  partner payment-methods add

Same by script: partner status --json
`.slice(1),
    );
  });

  test('the same at 40 columns', () => {
    expect(onTerminal(status, 40)).toBe(
      `
Contoso SARL (MPN 1234567)
  network member

Microsoft Action Pack             active
  ├ paid to            22 Nov 2027  (365
  │                    days)
  ├ automatic renewal  ON   charges
  │                    US$475.00 to Visa
  │                    ending 4242 on
  │                    22 Nov 2027
  └ benefits           0 of 7 activated

  24 Aug 2027   22 Nov 2027  22 Dec 2027
  ├──────────────────┼─────────────────┤
  opens         anniversary       closes

! Only one person here can buy or renew.
  partner users add
! Visa ending 4242 expires before the
  charge.
  partner payment-methods add

Same by script: partner status --json
`.slice(1),
    );
  });

  test('wide and combining letters keep the columns straight', () => {
    expect(onTerminal([offers])).toBe(
      `
Available offers
  OFFER                   PRICE A YEAR   ELIGIBLE
  Microsoft Action Pack      US$475.00   ✓ subscribe now
  Silver 微软公司         US$1,670.00*   ✗ no area attained at Silver yet
  Gold compétency         US$4,730.00*   ✗ no area attained at Gold yet
`.slice(1),
    );
  });

  test('a table too wide wraps its widest text first', () => {
    expect(onTerminal([offers], 60)).toBe(
      `
Available offers
  OFFER                   PRICE A YEAR   ELIGIBLE
  Microsoft Action Pack      US$475.00   ✓ subscribe now
  Silver 微软公司         US$1,670.00*   ✗ no area attained
                                           at Silver yet
  Gold compétency         US$4,730.00*   ✗ no area attained
                                           at Gold yet
`.slice(1),
    );
  });

  test('a table that cannot fit becomes a list, and an id is never broken', () => {
    const columns = [{ title: 'Order' }, { title: 'Offer' }, { title: 'Total', align: 'right' as const }];
    const id = 'ord_01JD0000000000000000000000';
    expect(onTerminal([{ kind: 'table', columns, rows: [[id, 'Microsoft Action Pack', 'US$475.00']] }], 40)).toBe(
      `  ORDER  ${id}\n  OFFER  Microsoft Action Pack\n  TOTAL  US$475.00\n`,
    );
    expect(onTerminal([{ kind: 'facts', rows: [['Payment method', id]] }], 40)).toBe(`  Payment method\n    ${id}\n`);
  });

  test('where an id leaves no room, it has a line of its own in each row, and the rest stays a table', () => {
    const columns = ['Order', 'Kind', 'Total', 'Receipt'].map((title) => ({ title }));
    const rows = [
      ['ord_01JD0000000000000000000000', 'purchase', 'US$475.00', '2026-000001'],
      ['ord_01JE0000000000000000000000', 'renewal', 'US$475.00', ''],
    ];
    expect(onTerminal([{ kind: 'table', columns, rows }], 46)).toBe(
      `
  ORDER
    KIND       TOTAL       RECEIPT
  ord_01JD0000000000000000000000
    purchase   US$475.00   2026-000001
  ord_01JE0000000000000000000000
    renewal    US$475.00
`.slice(1),
    );
  });

  test('what hangs below a row and is not its first cell stands behind it, side by side where there is room', () => {
    const columns = ['Terms', 'Version', 'By', 'For', 'SHA-256'].map((title) => ({ title }));
    const rows = [
      ['network-agreement', '2018-08', 'admin@contoso.example', 'ord_01JD000000000000000000', '3936458b766b'],
    ];
    expect(onTerminal([{ kind: 'table', columns, rows }], 56)).toBe(
      `
  TERMS               VERSION   SHA-256
    BY                      FOR
  network-agreement   2018-08   3936458b766b
    admin@contoso.example   ord_01JD000000000000000000
`.slice(1),
    );
  });

  test('columns move together before a text is wrapped', () => {
    const columns = ['Term', 'From', 'To'].map((title) => ({ title }));
    const rows = [['first term', '22 Nov 2026', '22 Nov 2027']];
    expect(onTerminal([{ kind: 'table', columns, rows }], 38)).toBe(
      '  TERM        FROM         TO\n  first term  22 Nov 2026  22 Nov 2027\n',
    );
  });

  test('what no row has anything in is left out, as a column and in a list of cells; in a pipe it keeps its place', () => {
    const columns = ['Order', 'Reason', 'Receipt'].map((title) => ({ title }));
    const block: Block = {
      kind: 'table',
      columns,
      rows: [
        ['ord_1', '', '2026-1'],
        ['ord_2', '', ''],
      ],
    };
    expect(onTerminal([block])).toBe('  ORDER   RECEIPT\n  ord_1   2026-1\n  ord_2\n');
    expect(onTerminal([block], 15)).toBe('  ORDER\n    ord_1\n  RECEIPT\n    2026-1\n\n  ORDER  ord_2\n');
    expect(inPipe([block])).toBe('ord_1\t\t2026-1\nord_2\t\t\n');
  });

  test('amounts end in one column, their labels wrap before them', () => {
    const rows = [
      ['Microsoft Action Pack, 1 year', 'US$475.00'],
      ['Total, charged now to Visa ending 4242', 'US$475.00'],
    ] as const;
    expect(onTerminal([{ kind: 'amounts', rows }], 50)).toBe(
      `
  Microsoft Action Pack, 1 year          US$475.00
  Total, charged now to Visa ending
  4242                                   US$475.00
`.slice(1),
    );
  });

  test('a timeline without room becomes a list, and points that nearly meet move apart', () => {
    const points = [
      { day: '24 Aug 2027', label: 'opens', offset: 0 },
      { day: '25 Aug 2027', label: 'today', offset: 1 },
      { day: '22 Dec 2027', label: 'closes', offset: 120 },
    ];
    expect(onTerminal([{ kind: 'timeline', points }], 50)).toBe(
      `
  24 Aug 2027  25 Aug 2027             22 Dec 2027
  ├─────────────────┼────────────────────────────┤
  opens           today                     closes
`.slice(1),
    );
    expect(onTerminal([{ kind: 'timeline', points }], 36)).toBe(
      '  24 Aug 2027  opens\n  25 Aug 2027  today\n  22 Dec 2027  closes\n',
    );
  });

  test('what is to be copied stays whole', () => {
    const command = `partner actionpack subscribe --payment-method pm_01JD0000000000000000000000 --accept-terms=2018-08 --yes`;
    const shown = onTerminal(
      [
        { kind: 'warning', text: 'Pay first.', command },
        { kind: 'verbatim', text: `${command}\n` },
      ],
      40,
    );
    expect(shown).toBe(`! Pay first.\n  ${command}\n\n${command}\n`);
  });

  test('a command at the end of a sentence has a line of its own where both do not fit', () => {
    const text = 'When the funds are there: partner orders confirm-transfer ord_01JD0000000000000000000000';
    const broken = 'When the funds are there:\n  partner orders confirm-transfer ord_01JD0000000000000000000000\n';
    expect(onTerminal([{ kind: 'hint', text }])).toBe(broken);
    expect(onTerminal([{ kind: 'text', text }], 60)).toBe(broken);
    expect(onTerminal([{ kind: 'hint', text }], 100)).toBe(`${text}\n`);
  });

  test('F8 where it is called otherwise, its command lines are measured as they are typed there', () => {
    const typed = (text: string) => text.replace(/partner (?=catalog)/g, 'node bin/partner.js ');
    const text = 'This programme is succeeded by another. More: partner catalog show maicpp';
    const shown = renderScreen(
      [
        { kind: 'hint', text },
        {
          kind: 'warning',
          text: 'This programme is succeeded by another one.',
          command: 'partner catalog show maicpp',
        },
      ],
      { width: 75, terminal: true, paint, typed },
    );
    expect(shown).toBe(
      [
        'This programme is succeeded by another. More:',
        '  node bin/partner.js catalog show maicpp',
        '',
        '! This programme is succeeded by another one.',
        '  node bin/partner.js catalog show maicpp',
        '',
      ].join('\n'),
    );
  });

  test('a day stays whole, its month in a few letters or in all of them', () => {
    const text = 'Le programme tel que le disait sa page du 31 septembre 2018.';
    expect(onTerminal([{ kind: 'text', text }], 50)).toBe(
      'Le programme tel que le disait sa page du\n31 septembre 2018.\n',
    );
  });

  test('a day in a cell stays whole, however narrow the table', () => {
    const columns = ['Offer', 'Name', 'From'].map((title) => ({ title }));
    const rows = [['action-pack', 'Abonnement au Microsoft Action Pack', '1er janv. 2010']];
    for (let width = 30; width < 80; width += 1)
      expect(onTerminal([{ kind: 'table', columns, rows }], width)).toContain('1er janv. 2010');
  });

  test('an id that would squeeze what stands beside it has a line of its own, where that takes fewer lines', () => {
    const columns = ['Benefit', 'Id', 'Licences', 'State'].map((title) => ({ title }));
    const row = ['Microsoft Dynamics CRM Online Professional', 'dynamics-crm-online-professional', '0 of 5', 'not yet'];
    const table = { kind: 'table', columns, rows: [row, row] } as const;
    const drawn = [
      '  Microsoft Dynamics CRM Online Professional   0 of 5     not yet',
      '    dynamics-crm-online-professional',
    ];
    expect(onTerminal([table], 76).split('\n')).toEqual([
      '  BENEFIT                                      LICENCES   STATE',
      '    ID',
      ...drawn,
      ...drawn,
      '',
    ]);
    expect(onTerminal([table], 110).split('\n')).toHaveLength(4);
  });

  test('a sentence that would be wrapped to a thread has a line of its own, where that takes fewer lines', () => {
    const columns = [
      ...['COMPANY', 'OFFER', 'STATE', 'ANNIVERSARY'].map((title) => ({ title })),
      { title: 'RENEWAL', sentence: true },
      { title: 'ATTENTION' },
    ];
    const renewal = 'ON   charges US$475.00 to Visa ending 4242 on 30 Nov 2027';
    const rows = [
      ['Adventure Works Wholesale', 'Microsoft Action Pack', 'active', '30 Nov 2027', renewal, '! 1'],
      ['Contoso', 'Microsoft Action Pack', 'active', '30 Nov 2027', renewal, ''],
    ];
    const table: Screen = [{ kind: 'table', columns, rows }];
    expect(onTerminal(table, 80).trimEnd().split('\n')).toEqual([
      '  COMPANY               OFFER                   STATE    ANNIVERSARY   ATTENTION',
      '    RENEWAL',
      '  Adventure Works       Microsoft Action Pack   active   30 Nov 2027   ! 1',
      '  Wholesale',
      '    ON   charges US$475.00 to Visa ending 4242 on 30 Nov 2027',
      '  Contoso               Microsoft Action Pack   active   30 Nov 2027',
      '    ON   charges US$475.00 to Visa ending 4242 on 30 Nov 2027',
    ]);
    expect(onTerminal(table, 160).trimEnd().split('\n')).toHaveLength(3);
  });

  test('F8 a command line below its sentence is folded as whoever draws it says', () => {
    const folded = (command: string, columns: number) => [`${command.slice(0, columns)} \\`, '    rest'];
    const command = 'partner orders confirm-transfer ord_01JD0000000000000000000000';
    const screen: Screen = [
      { kind: 'hint', text: `When the funds are there: ${command}` },
      { kind: 'warning', text: 'The funds are still to come, all of them.', command },
    ];
    expect(renderScreen(screen, { width: 50, terminal: true, paint, folded })).toBe(
      `When the funds are there:\n  ${command.slice(0, 46)} \\\n      rest\n\n! The funds are still to come, all of them.\n  ${command.slice(0, 46)} \\\n      rest\n`,
    );
  });

  test('colour repeats what marks and words say', () => {
    const coloured = renderScreen([offers, ...status], { width: 80, terminal: true, paint: painter({}, {}, 'always') });
    expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(onTerminal([offers, ...status]));
    expect(coloured).toContain('\u001B[32m✓\u001B[39m');
  });
});

describe('in a pipe', () => {
  test('rows with tabs, no header, no rule, nothing cut or drawn', () => {
    expect(inPipe([...status, offers])).toBe(
      [
        'Microsoft Action Pack\tactive',
        'paid to\t22 Nov 2027  (365 days)',
        'automatic renewal\tON   charges US$475.00 to Visa ending 4242 on 22 Nov 2027',
        'benefits\t0 of 7 activated',
        '! Only one person here can buy or renew.\tpartner users add',
        '! Visa ending 4242 expires before the charge.\tpartner payment-methods add',
        'Microsoft Action Pack\tUS$475.00\t✓ subscribe now',
        'Silver 微软公司\tUS$1,670.00*\t✗ no area attained at Silver yet',
        'Gold compe\u0301tency\tUS$4,730.00*\t✗ no area attained at Gold yet',
        '',
      ].join('\n'),
    );
  });

  test('a tab or line break inside a cell makes no new cell or row', () => {
    expect(inPipe([{ kind: 'facts', rows: [['Company', 'A\tB\nC']] }])).toBe('Company\tA B C\n');
  });
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,14}$/),
  fc.constantFrom('微软公司', 'é', 'e\u0301', '👩‍💻', 'US$1,670.00*', '\u001B[31mred', '\u202Eabc'),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const fact = fc.tuple(phrase, phrase);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), left: phrase, right: phrase }),
  fc.record({ kind: fc.constant('text' as const), text: phrase }),
  fc.record({ kind: fc.constant('facts' as const), rows: fc.array(fact) }),
  fc.record({ kind: fc.constant('amounts' as const), rows: fc.array(fact) }),
  fc.record({ kind: fc.constant('tree' as const), left: phrase, right: phrase, rows: fc.array(fact) }),
  fc.record({ kind: fc.constant('hint' as const), text: phrase }),
  fc.record({ kind: fc.constant('warning' as const), text: phrase }),
  fc.record({
    kind: fc.constant('timeline' as const),
    points: fc.array(fc.record({ day: phrase, label: phrase, offset: fc.nat(400) }), { maxLength: 5 }),
  }),
  fc.integer({ min: 1, max: 6 }).chain((count) =>
    fc.record({
      kind: fc.constant('table' as const),
      title: phrase,
      columns: fc.array(fc.record({ title: phrase, align: fc.constantFrom('left' as const, 'right' as const) }), {
        minLength: count,
        maxLength: count,
      }),
      rows: fc.array(fc.array(phrase, { minLength: count, maxLength: count }), { maxLength: 3 }),
    }),
  ),
);

test('at every width from 40 to 200 no line is wider than the terminal and no letter is lost', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 3 }), fc.integer({ min: 40, max: 200 }), (screen, width) => {
      const lines = onTerminal(screen, width).split('\n');
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      for (const line of lines) expect(line).toBe(line.trimEnd());
      const seen = letters(lines.join(''));
      for (const one of screen) if (one.kind === 'text') expect(seen).toContain(letters(onTerminal([one], 200)));
    }),
    { numRuns: 300 },
  );
});

function letters(text: string): string {
  return text.replace(/[\s│├└]/g, '');
}
