import { describe, expect, it } from 'vitest';
import { logIn, request, startForTest } from './connect.ts';
import type { PermissionName } from './permissions.ts';

const NONCE = { content: 'once', nonce: 'alert-1', enforce_nonce: true };
const MINUTE = 60_000;

describe('messages', () => {
  it('are created, edited and deleted by an unmodified discord.js client', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const channel = await client.channels.fetch(sim.channel('alerts').id);
    if (!channel?.isSendable()) throw new TypeError('The channel takes no messages.');

    const message = await channel.send({ content: 'a', embeds: [{ title: 'b' }] });
    expect(sim.messages(channel.id)).toMatchObject([
      { id: message.id, content: 'a', embeds: [{ type: 'rich', title: 'b' }] },
    ]);
    const edited = await message.edit('c');
    expect(edited).toMatchObject({ content: 'c', embeds: [{ title: 'b' }] });
    expect(edited.editedTimestamp).not.toBeNull();
    await message.delete();
    expect(sim.messages(channel.id)).toEqual([]);
    expect(sim.unknownRequests).toEqual([]);
  });

  it('with a nonce that is enforced are created once, whatever the channel', async () => {
    const sim = await startForTest();
    const first = await request(sim, 'POST', `/channels/${sim.channel('alerts').id}/messages`, NONCE);
    const second = await request(sim, 'POST', `/channels/${sim.channel('asia').id}/messages`, NONCE);
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id, nonce: 'alert-1' } });
    expect([...sim.messages(sim.channel('alerts').id), ...sim.messages(sim.channel('asia').id)]).toHaveLength(
      1,
    );
  });

  it('with a nonce that is not enforced are created again', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    await request(sim, 'POST', path, NONCE);
    await request(sim, 'POST', path, { ...NONCE, enforce_nonce: false });
    expect(sim.messages(sim.channel('alerts').id)).toHaveLength(2);
  });

  it('are created again when their nonce is forgotten after some minutes', async () => {
    let now = Date.parse('2025-09-03T01:00:00Z');
    const sim = await startForTest({ clock: { now: () => now } });
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    await request(sim, 'POST', path, NONCE);
    now += 2 * MINUTE;
    await request(sim, 'POST', path, NONCE);
    expect(sim.messages(sim.channel('alerts').id)).toHaveLength(1);
    now += 2 * MINUTE;
    await request(sim, 'POST', path, NONCE);
    expect(sim.messages(sim.channel('alerts').id)).toHaveLength(2);
  });

  it('are unknown where the one with the same nonce was deleted', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const { body } = await request(sim, 'POST', path, NONCE);
    await request(sim, 'DELETE', `${path}/${String(body.id)}`);
    expect(await request(sim, 'POST', path, NONCE)).toMatchObject({ status: 404, body: { code: 10008 } });
  });

  it('carry no nonce when they are fetched', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const { body } = await request(sim, 'POST', path, NONCE);
    expect((await request(sim, 'GET', `${path}/${String(body.id)}`)).body).not.toHaveProperty('nonce');
  });

  it('of others are empty without the message content intent', async () => {
    const path = (id: string) => `/channels/${id}/messages?limit=1`;
    const blind = await startForTest();
    blind.say(blind.channel('general').id, 'hello');
    expect((await request(blind, 'GET', path(blind.channel('general').id))).body).toMatchObject([
      { content: '' },
    ]);
    const reading = await startForTest({ allowPrivilegedIntents: true });
    reading.say(reading.channel('general').id, 'hello');
    expect((await request(reading, 'GET', path(reading.channel('general').id))).body).toMatchObject([
      { content: 'hello' },
    ]);
  });

  it('of others can be neither edited nor, without permission, deleted', async () => {
    const sim = await startForTest();
    const { id } = sim.say(sim.channel('general').id, 'hello');
    const path = `/channels/${sim.channel('general').id}/messages/${id}`;
    expect(await request(sim, 'PATCH', path, { content: 'a' })).toMatchObject({
      status: 403,
      body: { code: 50005 },
    });
    expect(await request(sim, 'DELETE', path)).toMatchObject({ status: 403, body: { code: 50013 } });
    sim.setPermissions(sim.channel('general').id, sim.me.id, { allow: ['ManageMessages'] });
    expect((await request(sim, 'DELETE', path)).status).toBe(204);
  });

  it.each([
    ['?limit=2', ['4', '3']],
    ['?limit=2&before={2}', ['1', '0']],
    ['?limit=2&after={2}', ['4', '3']],
    ['?limit=2&after={0}', ['2', '1']],
    ['?limit=3&around={2}', ['3', '2', '1']],
    ['', ['4', '3', '2', '1', '0']],
  ])('are listed newest first: %s', async (query, expected) => {
    const sim = await startForTest();
    const channel = sim.channel('alerts').id;
    const ids: unknown[] = [];
    for (const content of ['0', '1', '2', '3', '4']) {
      ids.push((await request(sim, 'POST', `/channels/${channel}/messages`, { content })).body.id);
    }
    const filled = query.replace(/\{(\d)\}/, (_, index) => String(ids[Number(index)]));
    const { body } = await request(sim, 'GET', `/channels/${channel}/messages${filled}`);
    expect(body).toMatchObject(expected.map((content) => ({ content })));
  });

  it.each(['?limit=0', '?limit=101'])('are not listed %s', async (query) => {
    const sim = await startForTest();
    const reply = await request(sim, 'GET', `/channels/${sim.channel('alerts').id}/messages${query}`);
    expect(reply).toMatchObject({ status: 400, body: { code: 50035 } });
  });
});

describe('permissions', () => {
  it.each<[PermissionName, object, number]>([
    ['ViewChannel', { content: 'a' }, 50001],
    ['SendMessages', { content: 'a' }, 50013],
    ['EmbedLinks', { embeds: [{ title: 'a' }] }, 50013],
  ])('without %s a message is refused', async (permission, body, code) => {
    const sim = await startForTest();
    const channel = sim.channel('alerts').id;
    sim.setPermissions(channel, sim.guild.id, { deny: [permission] });
    expect(await request(sim, 'POST', `/channels/${channel}/messages`, body)).toMatchObject({
      status: 403,
      body: { code },
    });
    sim.setPermissions(channel, sim.me.id, { allow: [permission] });
    expect((await request(sim, 'POST', `/channels/${channel}/messages`, body)).status).toBe(200);
  });

  it('without ReadMessageHistory a channel looks empty', async () => {
    const sim = await startForTest();
    const channel = sim.channel('alerts').id;
    await request(sim, 'POST', `/channels/${channel}/messages`, { content: 'a' });
    sim.setPermissions(channel, sim.guild.id, { deny: ['ReadMessageHistory'] });
    expect((await request(sim, 'GET', `/channels/${channel}/messages`)).body).toEqual([]);
  });

  it.each([
    ['a deleted channel', 404, 10003],
    ['a forum', 400, 50008],
    ['a guild that threw the bot out', 403, 50001],
  ])('%s takes no message', async (what, status, code) => {
    const sim = await startForTest();
    const channel = sim.channel(what === 'a forum' ? 'stories' : 'alerts').id;
    if (what === 'a deleted channel') sim.deleteChannel(channel);
    if (what === 'a guild that threw the bot out') sim.removeGuild(sim.guild.id);
    expect(await request(sim, 'POST', `/channels/${channel}/messages`, { content: 'a' })).toMatchObject({
      status,
      body: { code },
    });
  });
});

describe('mentions', () => {
  const desk = (sim: Awaited<ReturnType<typeof startForTest>>) =>
    sim.guild.roles.find(({ name }) => name === 'Desk')?.id ?? '';

  it('ping only what allowed_mentions names', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const content = `<@&${desk(sim)}> <@${sim.member.id}> @everyone`;
    const mentions = async (allowed?: object) => {
      const { body } = await request(sim, 'POST', path, {
        content,
        ...(allowed ? { allowed_mentions: allowed } : {}),
      });
      return {
        roles: body.mention_roles,
        users: Array.isArray(body.mentions) ? body.mentions.length : -1,
        everyone: body.mention_everyone,
      };
    };
    expect(await mentions()).toEqual({ roles: [desk(sim)], users: 1, everyone: false });
    expect(await mentions({ parse: [] })).toEqual({ roles: [], users: 0, everyone: false });
    expect(await mentions({ parse: [], roles: [desk(sim)] })).toEqual({
      roles: [desk(sim)],
      users: 0,
      everyone: false,
    });
    sim.setPermissions(sim.channel('alerts').id, sim.me.id, { allow: ['MentionEveryone'] });
    expect(await mentions()).toEqual({ roles: [desk(sim)], users: 1, everyone: true });
  });

  it('ping from text displays and never from embeds', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const content = `<@&${desk(sim)}>`;
    const shown = await request(sim, 'POST', path, { flags: 1 << 15, components: [{ type: 10, content }] });
    expect(shown.body.mention_roles).toEqual([desk(sim)]);
    const embedded = await request(sim, 'POST', path, { embeds: [{ description: content }] });
    expect(embedded.body.mention_roles).toEqual([]);
  });
});
