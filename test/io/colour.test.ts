import { painter } from '../../src/io/colour.js';

const terminal = { isTTY: true };
const pipe = {};

describe('F8 colour is decided once per stream', () => {
  test.each([
    ['a terminal has colour', terminal, {}, 'auto', true],
    ['a pipe has none', pipe, {}, 'auto', false],
    ['NO_COLOR takes it away', terminal, { NO_COLOR: '1' }, 'auto', false],
    ['an empty NO_COLOR says nothing', terminal, { NO_COLOR: '' }, 'auto', true],
    ['TERM=dumb has none', terminal, { TERM: 'dumb' }, 'auto', false],
    ['FORCE_COLOR colours a pipe', pipe, { FORCE_COLOR: '1' }, 'auto', true],
    ['FORCE_COLOR without a value does too', pipe, { FORCE_COLOR: '' }, 'auto', true],
    ['FORCE_COLOR=0 takes it from a terminal', terminal, { FORCE_COLOR: '0' }, 'auto', false],
    ['FORCE_COLOR goes before NO_COLOR, as in Node', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, 'auto', true],
    ['CLICOLOR_FORCE colours a pipe', pipe, { CLICOLOR_FORCE: '1' }, 'auto', true],
    ['CLICOLOR_FORCE=0 says nothing', pipe, { CLICOLOR_FORCE: '0' }, 'auto', false],
    ['NO_COLOR goes before CLICOLOR_FORCE', pipe, { CLICOLOR_FORCE: '1', NO_COLOR: '1' }, 'auto', false],
    ['CLICOLOR=0 takes it away', terminal, { CLICOLOR: '0' }, 'auto', false],
    ['--color always goes before everything', pipe, { NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'dumb' }, 'always', true],
    ['--color never goes before everything', terminal, { FORCE_COLOR: '3', CLICOLOR_FORCE: '1' }, 'never', false],
  ] as const)('%s', (_, stream, env, setting, colourful) => {
    const paint = painter(stream, env, setting);
    expect(paint.colourful).toBe(colourful);
    for (const brush of [paint.bold, paint.dim, paint.good, paint.bad, paint.warn, paint.accent]) {
      expect(brush('x') === 'x').toBe(!colourful);
    }
  });
});
