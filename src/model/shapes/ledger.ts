import { errors } from '../../core/catalogue.ts';
import { LongList } from '../../core/long-list.ts';
import { integer, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, stored, textThat, whole } from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import {
  type AccountLedger,
  type OwnTransaction,
  type RetoldTransaction,
  type ToldStage,
  TRANSACTION_REFRESH_STATUSES,
  TRANSACTION_STAGES,
  type TransactionRefresh,
} from '../ledger.ts';

const count = integer({ min: 0, max: 2 ** 52 });

const stageShape = stored<ToldStage>({
  status: oneOf(...TRANSACTION_STAGES),
  at: whole,
  amount: whole,
  description: anyText,
  behind: optional(count),
});

const anyStages = listOf(stageShape);

const isOrdered = (stages: readonly ToldStage[]): boolean =>
  stages.every(({ at }, place) => at >= (stages[place - 1]?.at ?? at));

/** One at least, in the order in which they come. */
const stagesShape: Shape<OwnTransaction['stages']> = (value, path, voice = STRIPES_VOICE) => {
  const [first, ...others] = anyStages(value, path, voice);
  // The very list that was read, as of all that was stored: a cast would not tell that it has a first element.
  if (first !== undefined && isOrdered([first, ...others])) return [first, ...others];
  throw voice.wrong(
    path,
    value,
    'Write a list of stages, in the order in which they come',
    errors.invalidArray(path),
  );
};

const ownShape = stored<OwnTransaction>({
  number: count,
  transactedAt: whole,
  currency: anyText,
  stages: stagesShape,
  id: optional(anId),
  of: optional(anId),
});

/** As it is written. */
type WrittenLedger = Omit<AccountLedger, 'own'> & { readonly own: readonly OwnTransaction[] };

const writtenLedger = stored<WrittenLedger>({
  tag: textThat((text) => /^[0-9A-Za-z]{10}$/.test(text), 'a tag of ten letters and digits'),
  refreshes: listOf(
    stored<TransactionRefresh>({
      id: anId,
      at: whole,
      end: orNull(whole),
      status: oneOf(...TRANSACTION_REFRESH_STATUSES),
    }),
  ),
  own: listOf(ownShape),
  retold: listOf(stored<RetoldTransaction>({ number: count, stages: stagesShape })),
  replacedBehind: optional(count),
});

/** What is kept of an account's transactions. */
export const ledgerShape: Shape<AccountLedger> = (value, path, voice) => {
  const written = writtenLedger(value, path, voice);
  // In its place: what was saved is saved again byte for byte.
  return { ...written, own: LongList.of(written.own) };
};
