/** With JavaScript's own calendar, where 29 February plus a year is 1 March and has to be taken back. */
export function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const moved = new Date(Date.UTC(year + years, month - 1, date));
  return (moved.getUTCMonth() === month - 1 ? moved : new Date(Date.UTC(year + years, month, 0)))
    .toISOString()
    .slice(0, 10);
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
