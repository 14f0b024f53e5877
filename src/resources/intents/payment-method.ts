import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';
import {
  type DraftPaymentMethod,
  draftPaymentMethod,
  type PaymentMethodFields,
  resolvePaymentMethod,
} from '../payment-methods/creation.ts';

interface MethodParams {
  readonly payment_method?: string;
  readonly payment_method_data?: PaymentMethodFields;
}

/** The payment method that a call names or describes. */
export function chosenPaymentMethod(scope: Scope, params: MethodParams): DraftPaymentMethod | undefined {
  const { payment_method: id, payment_method_data: fields } = params;
  if (id !== undefined && fields !== undefined)
    throw errors.onlyOneOf('payment_method', 'payment_method_data');
  if (fields !== undefined) return draftPaymentMethod(scope, fields, 'payment_method_data');
  return id === undefined ? undefined : resolvePaymentMethod(scope, id, 'payment_method');
}
