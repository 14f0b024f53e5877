import { oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, stored, whole } from '../../core/stored.ts';
import type { Authorization } from '../wire.ts';
import { AUTHORIZATION_STATUSES, END_ACTIONS } from '../words.ts';
import { inTestMode, only } from './fields.ts';

type Details = Authorization['status_details'];

export const authorizationShape = stored<Authorization>({
  id: anId,
  object: only('financial_connections.authorization'),
  institution_name: anyText,
  livemode: inTestMode,
  status: oneOf(...AUTHORIZATION_STATUSES),
  status_details: stored<Details>({
    active: optional(
      stored<NonNullable<Details['active']>>({
        action: oneOf(...END_ACTIONS),
        expected_deactivation_date: whole,
      }),
    ),
    inactive: optional(stored<NonNullable<Details['inactive']>>({ action: oneOf(...END_ACTIONS) })),
  }),
});
