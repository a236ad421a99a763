import { Stop } from '../../../src/errors.js';
import { writeNewFile } from '../../../src/io/files.js';

/** Writes a megabyte to the path of its argument and prints what stopped it. */
try {
  await writeNewFile(process.argv[2] ?? '', 'x'.repeat(1_000_000));
} catch (error) {
  console.log(error instanceof Stop ? error.problem.code : error);
}
