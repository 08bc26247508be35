import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../commands/index.ts';
import { commandsPage } from './page.ts';

describe('docs/commands.md', () => {
  it('says what the commands say of themselves', async () => {
    await expect(commandsPage(await loadCommands())).toMatchFileSnapshot('../../docs/commands.md');
  });
});
