/** So much is done before others have their turn. */
const sliceSize = 20;

/** The values one by one; `breathe` lets others have their turn now and then. */
export async function* unhurried<T>(
  values: Iterable<T>,
  breathe: () => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  let at = 0;
  for (const value of values) {
    at += 1;
    if (at % sliceSize === 0) await breathe();
    yield value;
  }
}
