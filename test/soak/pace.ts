/** How simulated time goes: from `simulatedAt` at the real moment `realAt` on, `factor` times as fast. */
export interface Pace {
  readonly realAt: number;
  readonly simulatedAt: number;
  readonly factor: number;
}

/** The simulated moment of a real one; milliseconds UTC both. */
export function simulatedNow({ realAt, simulatedAt, factor }: Pace, real: number): number {
  return Math.floor(simulatedAt + (real - realAt) * factor);
}
