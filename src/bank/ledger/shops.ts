import type { Flow } from './flow.ts';
import { spending } from './flows/spending.ts';

/* Where people buy. All names are invented: trade names do not belong into what is shipped. */

interface Habit {
  /** Of the persona: an account's own, because those with the same stream buy the same. */
  readonly stream: string;
  readonly count: readonly [least: number, most: number];
  readonly median: number;
  readonly most?: number;
  readonly currency?: string;
}

export const groceries = (town: string, habit: Habit): Flow =>
  spending({
    ...habit,
    stream: `groceries ${habit.stream}`,
    hours: [14, 24],
    shops: [
      { text: `GREEN MARKET #0412 ${town}` },
      { text: `FARMSTEAD FOODS 118 ${town}`, cleaned: 'FARMSTEAD FOODS' },
      { text: `CORNER PANTRY ${town}` },
    ],
  });

export const coffee = (town: string, habit: Habit): Flow =>
  spending({
    ...habit,
    stream: `coffee ${habit.stream}`,
    hours: [12, 17],
    tips: true,
    shops: [
      { text: 'SQ *CORNER CAFE', cleaned: `CORNER CAFE ${town}` },
      { text: 'SQ *DRIFT ROASTERS', cleaned: `DRIFT ROASTERS ${town}` },
    ],
  });

export const restaurants = (town: string, habit: Habit): Flow =>
  spending({
    ...habit,
    stream: `restaurants ${habit.stream}`,
    hours: [17, 24],
    tips: true,
    shops: [
      { text: 'TST* NOODLE BAR', cleaned: `NOODLE BAR ${town}` },
      { text: `LA PALMA TAQUERIA ${town}` },
      { text: `BRICK OVEN PIZZA 22 ${town}`, cleaned: 'BRICK OVEN PIZZA' },
      { text: 'TST* THE LONG TABLE', cleaned: `THE LONG TABLE ${town}` },
    ],
  });

export const fuel = (habit: Pick<Habit, 'stream' | 'count'>): Flow =>
  spending({
    ...habit,
    median: 0,
    most: Number.POSITIVE_INFINITY,
    stream: `fuel ${habit.stream}`,
    hours: [11, 24],
    pump: true,
    shops: [
      { text: 'FUELMART 0057 OUTSIDE', cleaned: 'FUELMART 0057' },
      { text: 'GAS N GO 3310 OUTSIDE', cleaned: 'GAS N GO 3310' },
    ],
  });

export const shopping = (habit: Habit): Flow =>
  spending({
    ...habit,
    stream: `shopping ${habit.stream}`,
    hours: [0, 24],
    peaks: true,
    refunds: 0.08,
    coded: true,
    shops: [
      { text: 'PARCELBAY MKTP US', cleaned: 'PARCELBAY MARKETPLACE' },
      { text: 'THREADLINE.COM', cleaned: 'THREADLINE APPAREL' },
      { text: 'HOMEWELL ONLINE', cleaned: 'HOMEWELL' },
    ],
  });

export const errands = (town: string, habit: Habit): Flow =>
  spending({
    ...habit,
    stream: `errands ${habit.stream}`,
    hours: [13, 24],
    peaks: true,
    shops: [
      { text: `WELLSPRING PHARMACY 204 ${town}` },
      { text: `DAYLIGHT HARDWARE ${town}` },
      { text: `PAPER LANTERN BOOKS ${town}` },
      { text: 'METRO TRANSIT FARE', cleaned: `METRO TRANSIT ${town}` },
    ],
  });
