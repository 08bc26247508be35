import type { App } from '../app.ts';
import type { StoreState } from '../store/condition.ts';
import type { HealthStatus } from './health.ts';

/** A feed is due every tick or so; when none was read for this long, polling has come to a stand. */
const longestSilenceMs = 3 * 3_600_000;

/** How the running parts are, for /healthz. */
export function statusOf(
  { clock, delivery, roster, scheduler, startedAt }: App,
  isConnected: boolean,
  store: StoreState,
): HealthStatus {
  const lastPollAt = scheduler.lastPollAt();
  const feeds = roster.feeds().length;
  const isPolling = feeds === 0 || clock.now() - (lastPollAt ?? startedAt) < longestSilenceMs;
  const last = lastPollAt === null ? 'none read yet' : `last read ${new Date(lastPollAt).toISOString()}`;
  const blocked = delivery.blocked().length;
  return {
    ok: isConnected && isPolling && store.ok,
    parts: {
      store,
      gateway: { ok: isConnected, detail: isConnected ? 'connected' : 'not connected' },
      feeds: { ok: isPolling, detail: `${feeds} feeds, ${last}` },
      outbox: { ok: true, detail: `${delivery.waiting} alerts waiting, ${blocked} channels blocked` },
    },
  };
}
