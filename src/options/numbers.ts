/** A number as the documentation writes it: `10,000`. */
export const counted = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
