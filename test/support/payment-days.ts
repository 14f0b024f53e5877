/* When microdeposits arrive, by the calendar that Node has. */

const LOCAL = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  weekday: 'short',
  hour: 'numeric',
});
const localOf = (seconds: number) => {
  const parts = LOCAL.formatToParts(seconds * 1000);
  const part = (name: string) => parts.find(({ type }) => type === name)?.value;
  return { weekday: part('weekday') ?? '', hour: Number(part('hour')) };
};
const isWeekend = (seconds: number): boolean => localOf(seconds).weekday.startsWith('S');

/** 00:00 in Los Angeles of the first business day after the local day, a weekend counting as its Monday (recorded). */
export function nextBusinessDay(seconds: number): number {
  const today = seconds - (seconds % 3600) + (12 - localOf(seconds).hour) * 3600;
  // Noon, which is of the same date whatever the clocks are set to.
  let noon = today;
  while (isWeekend(noon)) noon += 86_400;
  do noon += 86_400;
  while (isWeekend(noon));
  return noon - localOf(noon).hour * 3600;
}
