import { ChannelType, ThreadAutoArchiveDuration } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { logIn, request, startForTest } from './connect.ts';

describe('threads', () => {
  it('start from a message, whose id they have, and take messages', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const channel = await client.channels.fetch(sim.channel('alerts').id);
    if (channel?.type !== ChannelType.GuildText) throw new TypeError('Not a text channel.');
    const message = await channel.send('a story');
    const thread = await message.startThread({
      name: 'More',
      autoArchiveDuration: ThreadAutoArchiveDuration.OneDay,
    });
    await thread.send('an update');
    expect(thread.id).toBe(message.id);
    expect(sim.messages(thread.id)).toMatchObject([{ content: 'an update' }]);
    expect(sim.messages(channel.id)).toMatchObject([{ thread: { name: 'More', message_count: 1 } }]);
    const again = await request(sim, 'POST', `/channels/${channel.id}/messages/${message.id}/threads`, {
      name: 'More',
    });
    expect(again).toMatchObject({ status: 400, body: { code: 160004 } });
    await thread.setArchived(true);
    await thread.send('one more');
    expect(sim.channel('More').thread_metadata?.archived).toBe(false);
  });

  it('start without a message, and as posts in a forum', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const [text, forum] = await Promise.all([
      client.channels.fetch(sim.channel('alerts').id),
      client.channels.fetch(sim.channel('stories').id),
    ]);
    if (text?.type !== ChannelType.GuildText || forum?.type !== ChannelType.GuildForum)
      throw new TypeError('Other kinds of channel.');
    const bare = await text.threads.create({ name: 'Bare' });
    expect(bare.type).toBe(ChannelType.PublicThread);
    const post = await forum.threads.create({ name: 'Parade', message: { content: 'in Beijing' } });
    expect(sim.messages(post.id)).toMatchObject([{ id: post.id, content: 'in Beijing' }]);
    expect(sim.unknownRequests).toEqual([]);
  });

  it('have permissions of their own for sending and starting', async () => {
    const sim = await startForTest();
    const alerts = sim.channel('alerts').id;
    const { body } = await request(sim, 'POST', `/channels/${alerts}/threads`, {
      name: 't',
      type: ChannelType.PublicThread,
    });
    sim.setPermissions(alerts, sim.guild.id, { deny: ['SendMessagesInThreads', 'CreatePublicThreads'] });
    expect(
      await request(sim, 'POST', `/channels/${String(body.id)}/messages`, { content: 'a' }),
    ).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(await request(sim, 'POST', `/channels/${alerts}/threads`, { name: 't', type: 11 })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
  });
});

describe('files', () => {
  it('come with a message and can be downloaded', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const channel = await client.channels.fetch(sim.channel('alerts').id);
    if (!channel?.isSendable()) throw new TypeError('The channel takes no messages.');
    const message = await channel.send({
      embeds: [{ title: 'a', image: { url: 'attachment://chart.svg' } }],
      files: [{ attachment: Buffer.from('<svg/>'), name: 'chart.svg', description: 'A chart' }],
    });
    const file = message.attachments.first();
    expect(file).toMatchObject({ name: 'chart.svg', size: 6, description: 'A chart' });
    expect(await (await fetch(file?.url ?? '')).text()).toBe('<svg/>');
  });

  it('need the permission to attach them', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const channel = await client.channels.fetch(sim.channel('alerts').id);
    if (!channel?.isSendable()) throw new TypeError('The channel takes no messages.');
    sim.setPermissions(channel.id, sim.guild.id, { deny: ['AttachFiles'] });
    await expect(channel.send({ files: [Buffer.from('a')] })).rejects.toMatchObject({ code: 50013 });
  });
});

describe('direct messages', () => {
  it('reach a user through a channel that is opened once', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const user = await client.users.fetch(sim.member.id);
    const first = await user.send('hello');
    const second = await user.send('again');
    expect(second.channelId).toBe(first.channelId);
    expect(sim.messages(first.channelId).map(({ content }) => content)).toEqual(['hello', 'again']);
  });
});

describe('the guild', () => {
  it('is found by REST as by the gateway', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const guild = await client.guilds.fetch({ guild: sim.guild.id, force: true });
    const [roles, channels, me] = await Promise.all([
      guild.roles.fetch(),
      guild.channels.fetch(),
      guild.members.fetchMe(),
    ]);
    expect(roles.map(({ name }) => name).toSorted()).toEqual(['@everyone', 'Desk', 'Editors', 'Wirewatch']);
    expect(channels.map((channel) => channel?.name)).toEqual([
      'general',
      'alerts',
      'asia',
      'announcements',
      'stories',
    ]);
    expect(me.id).toBe(sim.me.id);
    expect((await client.application.fetch()).id).toBe(sim.me.id);
    expect((await client.guilds.fetch()).map(({ name }) => name)).toEqual(['World News Desk']);
    expect(sim.unknownRequests).toEqual([]);
  });

  it.each([
    ['GET', '/guilds/1', 404, 10004],
    ['GET', '/channels/1', 404, 10003],
    ['GET', '/users/1', 404, 10013],
    ['POST', '/applications/1/commands', 404, 10002],
    ['POST', '/interactions/1/none/callback', 404, 10062],
    ['POST', '/webhooks/1/none', 404, 10015],
    ['POST', '/channels/1/crosspost', 404, 0],
  ])('is not there for %s %s', async (method, path, status, code) => {
    const sim = await startForTest();
    const reply = await request(
      sim,
      method,
      path,
      method === 'GET' ? undefined : { name: 'a', description: 'a', type: 5 },
    );
    expect(reply).toMatchObject({ status, body: { code } });
    expect(sim.unknownRequests).toEqual(code === 0 ? [`${method} ${path}`] : []);
  });

  it('is closed to a wrong token', async () => {
    const sim = await startForTest();
    const reply = await request(sim, 'GET', '/users/@me', undefined, 'wrong');
    expect(reply).toMatchObject({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  it('gives no content type where there is no content', async () => {
    const sim = await startForTest();
    const reply = await request(sim, 'POST', `/channels/${sim.channel('alerts').id}/typing`);
    expect(reply.status).toBe(204);
    expect(reply.headers.get('content-type')).toBeNull();
  });
});
