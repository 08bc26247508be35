import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong; `reset` cuts the connection. */
export type FaultResponse =
  | 'reset'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delayMs: number }
  /** The request is carried out, and only its answer goes wrong; `half` cuts the connection in the middle of it. */
  | { readonly afterHandling: LateFault };

/** What goes wrong with an answer. */
export type LateFault =
  | 'reset'
  | 'half'
  | { readonly delayMs: number }
  | { readonly status: number; readonly body?: unknown };

export interface Fault {
  /** Any method where it is left out. */
  readonly method?: string;
  /** Matched against the path after /api/v10: the exact text, or an expression. Any path where it is left out. */
  readonly path?: string | RegExp;
  /** How many matching requests it hits; 1 where it is left out. */
  readonly times?: number;
  readonly respond: FaultResponse;
}

/** A request meets at most one fault: the first one added that matches and is not used up. */
export type Faults = ReturnType<typeof createFaults>;

/** Makes the list of faults still to happen. */
export function createFaults() {
  let pending: { fault: Fault; left: number }[] = [];
  return {
    /** Adds a fault behind those already waiting. */
    add(fault: Fault): void {
      pending.push({ fault, left: fault.times ?? 1 });
    },
    /** Forgets what has not happened yet. */
    clear(): void {
      pending = [];
    },
    /** How many requests will still meet a fault. */
    pending: (): number => pending.reduce((sum, { left }) => sum + left, 0),
    /** Takes the fault that a request meets; slowness has passed when this resolves. */
    async take(method: string, path: string): Promise<FaultResponse | undefined> {
      const entry = pending.find(({ fault }) => matches(fault, method, path));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) pending = pending.filter((other) => other !== entry);
      const { respond } = entry.fault;
      if (respond !== 'reset' && 'delayMs' in respond) await sleep(respond.delayMs);
      return respond;
    },
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? fault.path === path : fault.path.test(path);
}
