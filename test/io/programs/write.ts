import { writeText } from '../../../src/io/stream.js';
import { Stop } from '../../../src/errors.js';

/** Writes as many lines as its argument says to stdout, then tells on stderr how it went. */
const line = `${'x'.repeat(99)}\n`;
try {
  for (let count = Number(process.argv[2]); count > 0; count -= 1000)
    await writeText(process.stdout, line.repeat(1000));
  console.error('done');
} catch (error) {
  console.error(error instanceof Stop ? JSON.stringify(error.problem) : error);
  process.exitCode = 1;
}
