/** The array, or a copy with room for an index: at least twice as long, so that growing stays cheap on average. */
export function roomFor(array: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
  if (index < array.length) return array;
  const larger = new Int32Array(Math.max(64, array.length * 2, index + 1));
  larger.set(array);
  return larger;
}

/** Hands out small whole numbers from 1 on and takes them back, so that arrays by number stay dense. */
export interface Numbers {
  take(): number;
  free(number: number): void;
}

/** Numbers that were freed are taken first. */
export function createNumbers(): Numbers {
  const free: number[] = [];
  let next = 1;
  return { take: () => free.pop() ?? next++, free: (number) => void free.push(number) };
}
