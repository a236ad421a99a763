import { runPartner } from '../support/run.js';
import { J4, J4_NOTHING_RENEWS, numbered } from './documented.js';
import { closeAll, copyOf, filesIn, partner, WORLD, worldOf } from './terminal.js';

let owner = '';
beforeAll(async () => {
  owner = await worldOf(...WORLD.inWindow);
});
afterEach(closeAll);

const BILLING = 'Help with partner invoice, payment, or reconciliation file';

test('J4 R18 D9 a new request: type of problem, what to cancel, the charge that may come, Submit', async () => {
  const wizard = partner('support new', { home: copyOf(owner), cols: 120 });
  await wizard.choose('Type of problem >', BILLING);
  await wizard.choose('What is it about?', 'Cancel Microsoft Action Pack');
  await wizard.answer('Why (Enter to leave out):', 'Bought by mistake');
  await wizard.waitFor(/Until it is cancelled, Microsoft Action Pack renews by itself: US\$475\.00 is charged to Visa/);
  await wizard.waitFor("Once off, it can't be turned on again before the subscription has been renewed.");
  await wizard.choose('Turn off automatic renewal now?', 'Turn off automatic renewal');
  await wizard.waitFor(/If support approves it today:\n.*No money goes back:\sthe\sdays\sin\swhich\sa\spurchase/);
  await wizard.choose('Send the request?', 'Submit');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages().map(([number, , title]) => [number, title])).toEqual(
    J4.map(({ en }, index) => [index + 1, en]),
  );
  // What is met only by who cancels is counted once that is known.
  expect(wizard.pages().map(([, of]) => of)).toEqual([3, 4, 5, 5, 5]);
  expect(wizard.screen()).toContain('Request 1 is filed.');
  expect(wizard.screen()).toContain('partner support new --problem billing --cancel action-pack');
  const [request] = (await runPartner(['support', 'list', '--json'], { home: wizard.home })).json<
    { status: string }[]
  >();
  expect(request).toMatchObject({ status: 'open', problem: 'billing', text: 'Bought by mistake' });
});

test('J4 R18 cancelling is the same wizard with type and subscription filled in, in French too', async () => {
  const wizard = partner('actionpack cancel --lang fr', { home: copyOf(owner), cols: 120 });
  await wizard.answer('Pourquoi', '');
  await wizard.choose('Désactiver le renouvellement automatique maintenant', 'Le laisser activé');
  await wizard.choose('Envoyer la demande', 'Envoyer');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J4.slice(2), 'fr'));
  expect(wizard.history()).toContain("Signaler des problèmes avec l'Espace partenaires");
  expect(wizard.screen()).toContain('partner actionpack cancel --autorenew on');
  expect(wizard.history()).not.toMatch(/Request|Submit|renewal/);

  // D9: the second time nothing is asked, and the first is shown.
  const again = partner('actionpack cancel', { home: wizard.home, cols: 120 });
  expect(await again.exit()).toBe(0);
  expect(again.pages()).toEqual([]);
  expect(again.screen()).toContain('asks for this already. Nothing changed.');
});

test('D9 what was asked already is told where it is chosen, and no reason is asked for a second time', async () => {
  const home = copyOf(owner);
  await runPartner(['actionpack', 'cancel', '--autorenew', 'off'], { home });
  const wizard = partner('support new --problem billing', { home, cols: 120 });
  await wizard.choose('What is it about?', 'Cancel Microsoft Action Pack (request 1 asks for it already)');
  await wizard.choose('Send the request?', 'Submit');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toContain('asks for this already. Nothing changed.');
});

test('J4 any other problem is described and sent', async () => {
  const wizard = partner('support new --problem other', { home: copyOf(owner), cols: 120 });
  await wizard.answer('Describe the problem:', 'I cannot sign in');
  await wizard.choose('Send the request?', 'Submit');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J4_NOTHING_RENEWS));
});

test('G11 leaving at any page writes nothing and says how to go on', async () => {
  const home = copyOf(owner);
  const before = filesIn(home);
  const wizard = partner('actionpack cancel', { home, cols: 250 });
  await wizard.answer('Why (Enter to leave out):', "We've moved on");
  await wizard.choose('Turn off automatic renewal now?', 'Leave it on');
  await wizard.choose('Send the request?', 'Leave');
  expect(await wizard.exit()).toBe(130);
  expect(/^Go on:\s+(.*)$/m.exec(wizard.screen())?.[1]).toBe(
    `partner actionpack cancel --text 'We'\\''ve moved on' --autorenew on`,
  );
  expect(filesIn(home)).toEqual(before);
});

test('G11 a line that answers everything is asked about once more in a terminal, unless it says --yes', async () => {
  const home = copyOf(owner);
  const before = filesIn(home);
  for (const line of ['actionpack cancel --text Mistake --autorenew on', 'support new --problem other --text Help']) {
    const wizard = partner(line, { home, cols: 120 });
    await wizard.choose('Send the request?', 'Leave');
    expect(await wizard.exit()).toBe(130);
  }
  expect(filesIn(home)).toEqual(before);
  const said = partner('actionpack cancel --text Mistake --autorenew on --yes', { home, cols: 120 });
  expect(await said.exit()).toBe(0);
  expect(said.screen()).toContain('Request 1 is filed.');
  const half = partner('support new --problem other --yes', { home, cols: 120 });
  await half.answer('Describe the problem:', 'I cannot sign in');
  expect(await half.exit()).toBe(0);
  expect(half.screen()).toContain('Request 2 is filed.');
});

test('D10 approving shows what it does and asks once; there is no way back', async () => {
  const home = copyOf(owner);
  await runPartner(['actionpack', 'cancel'], { home });
  const wizard = partner('support resolve 1', { home, cols: 120 });
  await wizard.choose('How does request 1 end?', 'Approve it');
  await wizard.waitFor(/Microsoft Action Pack runs to .* and is not renewed\. No money goes back: the days/);
  await wizard.choose('Approve request 1? There is no way back.', 'Approve it');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toContain('Request 1 is approved.');
  expect(wizard.screen()).toContain('partner support resolve 1 --outcome approved --yes');
});

test('D10 who may not answer is told so before anything is asked, and finds no such entry; a colleague does', async () => {
  const home = copyOf(owner);
  await runPartner(['users', 'add', 'buyer@contoso.example', '--roles', 'mpn-partner-admin'], { home });
  await runPartner(['actionpack', 'cancel'], { home });
  const wizard = partner('support resolve 1', { home, cols: 120 });
  expect(await wizard.exit()).toBe(5);
  expect(wizard.history()).not.toContain('How does request 1 end?');

  const picking = 'Service requests > Partner Center requests';
  for (const [user, choices] of [
    ['admin', ['Add a note', 'Withdraw the request', 'Back']],
    ['buyer', ['Add a note', 'Answer the request', 'Withdraw the request', 'Back']],
  ] as const) {
    const menu = partner(`--user ${user}@contoso.example`, { home, cols: 120 });
    await menu.choose('Dashboard >', 'Service requests');
    await menu.choose('Dashboard > Service requests >', 'Partner Center requests');
    await menu.choose(`${picking} >`, 'Open');
    await menu.choose(`${picking} > Open >`, 'Request 1: cancel Microsoft Action Pack');
    await menu.waitFor(new RegExp(`^\\? Request 1 >\n> ${choices.join('\n  ')}\n`, 'm'));
  }
});

test('J4 the dashboard: Report problems with Partner Center, then Service requests, Open, and the request', async () => {
  const menu = partner('', { home: copyOf(owner), cols: 120 });
  await menu.choose('Dashboard >', 'Report problems with Partner Center');
  await menu.choose('Dashboard > Report problems with Partner Center >', 'New request');
  await menu.choose('Type of problem >', 'Something else');
  await menu.answer('Describe the problem:', 'I cannot sign in');
  await menu.choose('Send the request?', 'Submit');
  await menu.choose('Dashboard > Report problems with Partner Center >', 'Back');
  await menu.choose('Dashboard >', 'Service requests');
  await menu.choose('Dashboard > Service requests >', 'Partner Center requests');
  await menu.choose('Service requests > Partner Center requests >', 'Open');
  await menu.choose('Service requests > Partner Center requests > Open >', 'Request 1: Something else');
  await menu.waitFor('I cannot sign in');
  await menu.choose('Request 1 >', 'Add a note');
  await menu.answer('Your note:', 'It works again');
  await menu.choose('Request 1 >', 'Withdraw the request');
  await menu.waitFor('Request 1 is withdrawn.');
  await menu.choose('Request 1 >', 'Back');
  menu.press('ctrl-c');
  expect(await menu.exit()).toBe(130);
});

test('R19 in a sandbox whoever files hears who answers; in a narrow terminal the line to copy is folded to fit', async () => {
  const wizard = partner('actionpack cancel', { home: copyOf(owner), cols: 60 });
  await wizard.answer('Why (Enter to leave out):', 'Bought by mistake');
  await wizard.choose('Turn off automatic renewal now?', 'Turn off automatic renewal');
  await wizard.choose('Send the request?', 'Submit');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history().replace(/\s+/g, ' ')).toContain('you stand in for support: partner support resolve 1');
  const [, script = ''] = wizard.history().split('Same by script:');
  expect(script.trim().split('\n').length).toBeGreaterThan(1);
  // Every line but the last goes on by the sign of the shell, and none was broken by the terminal.
  for (const line of script.trim().split('\n').slice(0, -1)) expect(line).toMatch(/ \\$/);
});
