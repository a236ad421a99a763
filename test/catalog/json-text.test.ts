import fc from 'fast-check';
import { parseJson } from '../../src/catalog/files.js';

test.each([
  ['[1,}', 'unexpected "}" at line 1, column 4'],
  ['{"a": 1}\n\n  x', 'unexpected "x" at line 3, column 3'],
  ['{"a": tru3}', 'unexpected "3" at line 1, column 10'],
  ['{"a": 01}', 'unexpected "1" at line 1, column 8'],
  ['{"a": "one\ntwo"}', 'unexpected "\\n" at line 1, column 11'],
  ['{"a": "\\q"}', 'unexpected "q" at line 1, column 9'],
  ["{'a': 1}", 'unexpected "\'" at line 1, column 2'],
  ['{"a": [1, 2', 'it ends too early, at line 1, column 12'],
  ['{"a": -', 'it ends too early, at line 1, column 8'],
  [' \n', 'it is empty'],
])('P10 %j is not JSON, and the place is named', (text, reason) => {
  expect(() => parseJson(text)).toThrow(`is not JSON: ${reason}`);
});

test('P10 a foreign character anywhere in a JSON text is found where it is', () => {
  fc.assert(
    fc.property(fc.array(fc.object()), fc.nat(), (value, chance) => {
      const text = JSON.stringify(value);
      const at = chance % text.length;
      const spoiled = `${text.slice(0, at)}\u0001${text.slice(at)}`;
      expect(() => parseJson(spoiled)).toThrow(`unexpected "\\u0001" at line 1, column ${at + 1}`);
    }),
  );
});
