import type { Settings } from '../../config/settings.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../ops/log.ts';
import { createChat } from './chat.ts';
import { createWriter, type WriteSummary } from './writer.ts';

type ModelSettings = Pick<
  Settings,
  'summaryModelUrl' | 'summaryModel' | 'summaryModelKey' | 'summaryModelSeconds' | 'summaryModelCallsPerHour'
>;

/** Writes summaries with the model that the settings name; where they name none, it writes none. */
export function createModelWriter(
  settings: ModelSettings,
  { clock, log }: { clock: Clock; log: Log },
): WriteSummary {
  const { summaryModelUrl: url, summaryModel: model } = settings;
  if (url === null || model === null) return async () => null;
  return createWriter({
    ask: createChat({ url, model, key: settings.summaryModelKey }),
    timeoutMs: settings.summaryModelSeconds * 1_000,
    callsPerHour: settings.summaryModelCallsPerHour,
    clock,
    log,
  });
}
