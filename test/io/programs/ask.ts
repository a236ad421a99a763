import { loadGeneral } from './words.js';
import { Stop } from '../../../src/errors.js';
import { painter } from '../../../src/io/colour.js';
import { openPrompter } from '../../../src/io/prompter.js';

/** Asks what its arguments say, in order, on the real terminal, and prints the answers as JSON on stdout. */
const [prompts = 'menu', ...questions] = process.argv.slice(2);
const paint = painter(process.stderr, process.env, 'auto');
const words = { general: await loadGeneral() };
const parts = { input: process.stdin, output: process.stderr, paint, words, interrupts: process };
const prompter = await openPrompter(parts, prompts === 'plain' ? 'plain' : 'menu', process.env);

// As an open ledger would: a prompt that settles only because nothing else is left to do would wait for ever.
const otherWork = setInterval(() => {}, 1000);
const answers: string[] = [];
try {
  for (const question of questions) answers.push(await ask(question));
  console.log(`answers ${JSON.stringify(answers)}`);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.log(`stopped ${error.problem.code}`);
  process.exitCode = 130;
} finally {
  clearInterval(otherWork);
}

function ask(question: string): Promise<string> {
  const check = (answer: string) =>
    answer.length >= 4 ? undefined : 'Four letters at least, please type the whole of it once more.';
  switch (question) {
    case 'menu':
      return prompter.choose({
        message: 'What next',
        choices: [
          { value: 'buy', name: 'Buy' },
          { value: 'change', name: 'Change the payment method' },
          { value: 'read', name: 'Read the terms again' },
          { value: 'leave', name: 'Leave without buying' },
        ],
      });
    case 'long':
      return prompter.choose({
        message: 'How do you want to pay for the Microsoft Action Pack that you are about to subscribe to',
        choices: [
          { value: 'card', name: 'Credit card: charged at once, good for automatic renewal on the anniversary date' },
          { value: 'transfer', name: 'Electronic bank transfer: usable as soon as the money has arrived' },
        ],
        preset: 'transfer',
      });
    case 'many':
      return prompter.choose({
        message: 'Which country',
        choices: Array.from({ length: 40 }, (_, index) => ({ value: `c${index + 1}`, name: `Country ${index + 1}` })),
      });
    case 'secret':
      return prompter.text({ message: 'Card code', secret: true, check });
    case 'preset':
      return prompter.text({ message: 'Company name', preset: 'Contoso SARL', check });
    default:
      return prompter.text({ message: 'Company name', check });
  }
}
