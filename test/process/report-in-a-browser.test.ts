import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Browser, CHROMIUM } from '../support/browser.js';
import { subscriber, type Workplace } from '../support/in-process.js';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const JAPANESE = '株式会社寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処';

// What a page looks like needs a browser. Where none is installed the name says that it was not tried.
const inBrowser = CHROMIUM === undefined ? test.skip : test;

let place: Workplace;
let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  browser = new Browser(CHROMIUM);
  place = await subscriber();
  await place.after(
    ['account', 'set', '--company', LONG, '--yes'],
    'benefits activate office-365-e3 --yes',
    `users add ${'a'.repeat(64)}@contoso.example`,
    `benefits assign office-365-e3 ${'a'.repeat(64)}@contoso.example`,
    [
      'join',
      '--company',
      JAPANESE,
      '--country',
      'JP',
      '--email',
      'b@second.example',
      '--mpn-id',
      '7654321',
      '--accept-terms',
    ],
  );
});
afterAll(async () => {
  if (CHROMIUM !== undefined) await browser.close();
});

inBrowser.each([
  [375, false, 'en'],
  [375, true, 'fr'],
  [1280, false, 'fr'],
  [1280, true, 'en'],
])(
  'in a real Chromium of %i pixels, dark: %s, in %s: nothing is wider than the page, and nothing is asked for',
  async (width, dark, lang) => {
    const name = `report-${width}-${dark ? 'dark' : 'light'}-${lang}`;
    await place.after(`report --all-accounts --lang ${lang} --html ${name}.html`);
    const url = pathToFileURL(join(place.home, `${name}.html`)).href;
    browser.asked.length = 0;
    await browser.open(url, { width, dark });
    const root = 'document.documentElement';
    expect(await browser.see(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
    const wider = `[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > ${root}.clientWidth + 0.5)`;
    expect(await browser.see(`${wider}.map(({ outerHTML }) => outerHTML.slice(0, 200))`)).toEqual([]);
    expect(await browser.see('getComputedStyle(document.body).backgroundColor')).toBe(
      dark ? 'rgb(22, 24, 28)' : 'rgb(255, 255, 255)',
    );
    expect(browser.asked).toEqual([url]);
    kept(`${name}.png`, await browser.picture());
  },
);

inBrowser('on paper it is black on white, by night too, and leaves no table out', async () => {
  await place.after('report --all-accounts --html paper.html');
  await browser.open(pathToFileURL(join(place.home, 'paper.html')).href, { width: 1280, dark: true });
  const pdf = await browser.print();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
  kept('report.pdf', pdf);
});

/** The pictures, for a person to look at: in the folder that `PICTURES` names. */
function kept(name: string, bytes: Buffer): void {
  const folder = process.env['PICTURES'];
  expect(bytes.length).toBeGreaterThan(10_000);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
}
