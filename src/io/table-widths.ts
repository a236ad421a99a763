// A column that wraps anyway goes this much narrower before another one starts to wrap.
const RELUCTANCE = 8;

/**
 * What each column gets of `room`: its natural width where all fit, else the widest give way first, none below its
 * least. Undefined where even that is too much.
 */
export function fittedWidths(natural: readonly number[], least: readonly number[], room: number): number[] | undefined {
  if (sum(least) > room) return undefined;
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const index = nextToGiveWay(widths, natural, least);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function nextToGiveWay(widths: readonly number[], natural: readonly number[], least: readonly number[]): number {
  let found = -1;
  let most = 0;
  widths.forEach((width, index) => {
    const weight = width + (width < (natural[index] ?? 0) ? RELUCTANCE : 0);
    if (width > (least[index] ?? 0) && weight > most) [found, most] = [index, weight];
  });
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
