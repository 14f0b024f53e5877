import { readFileSync } from 'node:fs';
import { Traveller, travel } from './journey.ts';

/* The journey in a process of its own: whole, or on from a snapshot. Usage: journey-process.ts [from] < snapshot */

const from = Number(process.argv[2] ?? 0);
const traveller = new Traveller();
if (from > 0) await traveller.emulator.restore(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(JSON.stringify(await travel(traveller, from)));
await traveller.close();
