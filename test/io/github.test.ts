import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type CiReport, reportToGithub } from '../../src/io/github.js';
import { quickFolder } from '../support/folders.js';

const QUIET: CiReport = {
  title: 'all well',
  annotations: [],
  outputs: { charged: 2, declined: 0 },
  columns: [],
  rows: [],
};

/** What a step of GitHub Actions would have of a report: its log, its outputs and its summary page. */
function reported(report: CiReport, env: Readonly<Record<string, string>> = {}) {
  const folder = quickFolder('github');
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
  writeFileSync(output, 'earlier=1\n');
  writeFileSync(summary, 'An earlier step.\n');
  const stderr = new PassThrough();
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  reportToGithub(
    report,
    { GITHUB_ACTIONS: 'true', ...files, ...env },
    stderr,
    (file) => `not written: ${file}`,
    () => {},
  );
  return {
    log: String(stderr.read() ?? ''),
    output: readFileSync(output, 'utf8'),
    summary: readFileSync(summary, 'utf8'),
  };
}

test('outputs and summary are added to what earlier steps wrote', () => {
  expect(reported(QUIET)).toEqual({
    log: '',
    output: 'earlier=1\ncharged=2\ndeclined=0\n',
    summary: 'An earlier step.\n### all well\n\n\n',
  });
});

test.each([
  ['a line break and a percent sign', 'declined\r\n100% of it', '::error::declined%0A100%25 of it\n'],
  ['another command', 'x\n::set-output name=charged::9', '::error::x%0A::set-output name=charged::9\n'],
  ['what is escaped already', 'a%0Ab', '::error::a%250Ab\n'],
  ['what steers a terminal', '\u001B]0;title\u0007a\u001B[31mb\u202Ec', '::error::abc\n'],
])('an annotation stays one line: %s', (_, text, log) => {
  expect(reported({ ...QUIET, annotations: [{ level: 'error', text }] }).log).toBe(log);
});

test('annotations of every level, in order', () => {
  const annotations = [
    { level: 'error', text: 'one' },
    { level: 'warning', text: 'two' },
    { level: 'notice', text: 'three' },
  ] as const;
  expect(reported({ ...QUIET, annotations }).log).toBe('::error::one\n::warning::two\n::notice::three\n');
});

test('the summary is a table in Markdown', () => {
  const rows = [
    ['declined', 'MPN 1234567'],
    ['unknown', ''],
  ];
  expect(reported({ ...QUIET, columns: ['Result', 'Account'], rows }).summary).toBe(
    [
      'An earlier step.',
      '### all well',
      '',
      '| Result | Account |',
      '| --- | --- |',
      '| declined | MPN 1234567 |',
      '| unknown |  |',
      '',
      '',
    ].join('\n'),
  );
});

test.each([
  ['a cell that ends its column', 'a | b', 'a \\| b'],
  ['another row', 'a\n| b |', 'a \\| b \\|'],
  ['HTML', '<img src=x onerror=y>&amp;', '&lt;img src=x onerror=y\\>&amp;amp;'],
  ['a link', '[here](https://evil.example)', '\\[here\\]\\(https\\://evil.example\\)'],
  ['an address that would become a link', 'www.evil.example a@b.example', 'www\\.evil.example a\\@b.example'],
  ['emphasis, code, strikethrough and an emoji', '*a* `b` ~c~ :d:', '\\*a\\* \\`b\\` \\~c\\~ \\:d\\:'],
  ['but no colon that ends a word', 'renewals 2027-11-22: 1 due', 'renewals 2027-11-22: 1 due'],
  ['a backslash before what is escaped', '\\*', '\\\\\\*'],
  ['spaces that would make it code', '     x', 'x'],
])('a name from outside is text on the summary page: %s', (_, name, cell) => {
  const { summary } = reported({ ...QUIET, columns: ['Name'], rows: [[name]] });
  expect(summary.split('\n')[5]).toBe(`| ${cell} |`);
  expect(reported({ ...QUIET, title: name }).summary.split('\n')[1]).toBe(`### ${cell}`);
});

test('anywhere else nothing is written', () => {
  const report: CiReport = { ...QUIET, annotations: [{ level: 'error', text: 'one' }] };
  for (const value of ['', 'false', '1'])
    expect(reported(report, { GITHUB_ACTIONS: value })).toEqual({
      log: '',
      output: 'earlier=1\n',
      summary: 'An earlier step.\n',
    });
});

test('G16 a file that cannot be written is said and stops nothing', () => {
  const { log, summary } = reported(QUIET, { GITHUB_OUTPUT: '/proc/100%/output' });
  expect(log).toBe('::warning::not written: /proc/100%25/output\n');
  expect(summary).toContain('### all well');
});
