import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('the connection to Discord', () => {
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
