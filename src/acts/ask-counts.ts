import type { Context } from '../cli/context.js';
import { countsIn, metricsOf, mostOf } from '../core/competency.js';
import type { Count } from '../core/records.js';
import type { Area, Programme } from '../core/programme.js';
import { visit } from '../cli/visit.js';

/** Every metric of an area, one question each; what counts today is offered as the answer. */
export async function askCounts(context: Context, programme: Programme, area: Area): Promise<readonly Count[]> {
  const { words, speech } = context;
  const prompter = await context.terminal.prompter();
  const count = countsIn(await visit(context), area.id);
  const counts: Count[] = [];
  for (const { id } of metricsOf(programme, area)) {
    const most = mostOf(area, id);
    const answer = await prompter.text({
      message: words.competencies.question(speech.metric(id)),
      preset: String(count(id)),
      check: (text) =>
        /^\s*\d{1,12}\s*$/.test(text) && Number(text) <= (most ?? Infinity)
          ? undefined
          : words.competencies.wholeNumber(most === undefined ? undefined : speech.number(most)),
    });
    counts.push({ metric: id, value: Number(answer) });
  }
  return counts;
}
