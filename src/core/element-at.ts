/** The element at an index that is within the list, which only the caller knows. */
export function elementAt<T>(list: readonly T[], index: number): T {
  // Not checked: this is inside every page of a list and every step of the queue.
  return list[index] as T;
}
