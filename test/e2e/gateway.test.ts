import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('the connection to Discord', () => {
  it('that is refused at the start ends the bot with one clear line', async () => {
    const bot = desk.run(['src/cli.ts', 'start'], { DISCORD_TOKEN: 'wrong', LOG_LEVEL: 'silent' });
    expect(await bot.exited).toBe(1);
    expect(bot.output().trim().split('\n')).toEqual([
      expect.stringMatching(/^Discord refused the token: copy a new one/),
    ]);
  });

  it('that is refused later, because the token was revoked, ends the bot with one clear line', async () => {
    const bot = await desk.startBot();
    desk.sim.gateway.drop(4004);
    expect(await bot.exited).toBe(1);
    expect(bot.output()).toContain('Discord refused the token');
  });

  it('that drops is taken up again, and commands are answered as before', async () => {
    const bot = await desk.startBot();
    desk.sim.gateway.drop(4000);
    await until('the session is resumed', () => bot.output().includes('discord-resumed'));
    expect((await desk.sim.command('help')).content).toContain('/watch add');
  });

  it('whose session is invalid begins a new one', async () => {
    await desk.startBot();
    desk.sim.gateway.invalidSession(false);
    await until('a new session', () => desk.sim.gateway.counts.identify >= 2, 60_000);
    expect((await desk.sim.command('help')).content).toContain('/watch add');
  });
});
