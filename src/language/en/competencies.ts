/** What competencies say: what was shown, what is attained, what is missing. */
export const competencies = {
  area: 'Area',
  attained: 'Attained',
  next: 'Missing for the next level',
  metric: 'What counts',
  level: 'Level',
  have: 'There is',
  need: 'Needed',
  path: 'Way',
  recorded: 'Recorded',
  by: 'By',
  until: 'Counts to',
  source: 'Source of the thresholds',
  notVerified: '* thresholds not verified.',
  none: 'This programme has no competencies.',
  nothingYet: 'nothing recorded yet',
  complete: 'nothing',
  history: 'Evidence',
  details: (command: string) => `Details: ${command}`,
  shortfall: (metric: string, have: string, need: string) => `${metric}: ${have} of ${need}`,
  isAttained: (area: string, level: string) => `${area} is attained at ${level}.`,
  isNotAttained: (area: string, level: string) => `${area} is not attained at ${level} yet. What is missing:`,
  wouldBeAttained: (area: string, level: string) => `${area} would be attained at ${level}.`,
  wouldNotBeAttained: (area: string, level: string) =>
    `${area} would not be attained at ${level} yet. What is missing:`,
  was: (level: string) => `It was attained at ${level} before.`,
  coveredBy: (offer: string) => `Covered by ${offer}: one fee covers everything attained.`,
  subscribe: (command: string) => `It is earned, and not bought yet: ${command}`,
  upgrade: {
    title: (offer: string) => `Upgrade to ${offer}`,
  },
  upgradeFrom: (offer: string, percent: number) => `Upgrade from ${offer}, ${percent}% off`,
  question: (metric: string) => `${metric}:`,
  wanted: (decimals: number, most: string | undefined) => {
    const number = decimals === 0 ? 'a whole number' : 'a number such as 12.5';
    return most === undefined ? `Type ${number}.` : `Type ${number} up to ${most}.`;
  },
};
