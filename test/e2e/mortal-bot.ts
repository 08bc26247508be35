import process from 'node:process';
import { runBot } from '../../src/main.ts';

// The bot as it is, but that it ends as if by a power cut right after the durable step that DIES_AFTER names.
process.exitCode = await runBot({
  onStep(step) {
    if (step === process.env.DIES_AFTER) process.kill(process.pid, 'SIGKILL');
  },
});
