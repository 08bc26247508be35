import { describe, expect, it } from 'vitest';
import { request, startForTest } from './connect.ts';

const V2 = 1 << 15;
const letters = (count: number) => 'x'.repeat(count);
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (content: string) => ({ type: 10, content });
const button = (index: number, rest = {}) => ({
  type: 2,
  style: 1,
  label: 'b',
  custom_id: `id-${index}`,
  ...rest,
});
const row = (...components: unknown[]) => ({ type: 1, components });
const select = (rest = {}) => ({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...rest });
const embed = (rest: object) => ({ embeds: [rest] });
const v2 = (...components: unknown[]) => ({ flags: V2, components });

/** What is just within a limit of Discord's, what is just beyond it, and where the error then stands. */
const MESSAGES: readonly [limit: string, allowed: object, refused: object, where: string][] = [
  ['content of 2,000 characters', { content: letters(2000) }, { content: letters(2001) }, 'content'],
  [
    'content counted in code points',
    { content: '😀'.repeat(2000) },
    { content: '😀'.repeat(2001) },
    'content',
  ],
  [
    '10 embeds',
    { embeds: times(10, () => ({ title: 'a' })) },
    { embeds: times(11, () => ({ title: 'a' })) },
    'embeds',
  ],
  ['embed title of 256', embed({ title: letters(256) }), embed({ title: letters(257) }), 'embeds.0.title'],
  [
    'embed description of 4,096',
    embed({ description: letters(4096) }),
    embed({ description: letters(4097) }),
    'embeds.0.description',
  ],
  [
    '25 fields',
    embed({ fields: times(25, () => ({ name: 'n', value: 'v' })) }),
    embed({ fields: times(26, () => ({ name: 'n', value: 'v' })) }),
    'embeds.0.fields',
  ],
  [
    'field name of 256',
    embed({ fields: [{ name: letters(256), value: 'v' }] }),
    embed({ fields: [{ name: letters(257), value: 'v' }] }),
    'embeds.0.fields.0.name',
  ],
  [
    'field value of 1,024',
    embed({ fields: [{ name: 'n', value: letters(1024) }] }),
    embed({ fields: [{ name: 'n', value: letters(1025) }] }),
    'embeds.0.fields.0.value',
  ],
  [
    'a field value with something in it',
    embed({ fields: [{ name: 'n', value: 'v' }] }),
    embed({ fields: [{ name: 'n', value: '  ' }] }),
    'embeds.0.fields.0.value',
  ],
  [
    'footer of 2,048',
    embed({ footer: { text: letters(2048) } }),
    embed({ footer: { text: letters(2049) } }),
    'embeds.0.footer.text',
  ],
  [
    'author of 256',
    embed({ author: { name: letters(256) } }),
    embed({ author: { name: letters(257) } }),
    'embeds.0.author.name',
  ],
  [
    '6,000 characters in all embeds',
    { embeds: [{ description: letters(4096) }, { description: letters(1904) }] },
    { embeds: [{ description: letters(4096) }, { description: letters(1905) }] },
    'embeds',
  ],
  [
    'web addresses only',
    embed({ title: 'a', url: 'https://example.org' }),
    embed({ title: 'a', url: 'javascript:alert(1)' }),
    'embeds.0.url',
  ],
  [
    'well formed addresses',
    embed({ title: 'a', image: { url: 'https://example.org/a.png' } }),
    embed({ title: 'a', image: { url: 'not an address' } }),
    'embeds.0.image.url',
  ],
  [
    'a color of 24 bits',
    embed({ title: 'a', color: 0xffffff }),
    embed({ title: 'a', color: 0x1000000 }),
    'embeds.0.color',
  ],
  [
    'ISO 8601 timestamps',
    embed({ title: 'a', timestamp: '2025-09-03T01:00:00.000Z' }),
    embed({ title: 'a', timestamp: 'yesterday' }),
    'embeds.0.timestamp',
  ],
  ['an embed that shows something', embed({ description: 'a' }), embed({ color: 1 }), 'embeds.0.description'],
  ['a nonce of 25', { content: 'a', nonce: letters(25) }, { content: 'a', nonce: letters(26) }, 'nonce'],
  [
    'a nonce where it is enforced',
    { content: 'a', nonce: 'n', enforce_nonce: true },
    { content: 'a', enforce_nonce: true },
    'nonce',
  ],
  [
    'mentions by kind or by id',
    { content: 'a', allowed_mentions: { parse: [], roles: ['1'] } },
    { content: 'a', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
    'allowed_mentions.parse',
  ],
  [
    '5 rows',
    { content: 'a', components: times(5, (i) => row(button(i))) },
    { content: 'a', components: times(6, (i) => row(button(i))) },
    'components',
  ],
  [
    '5 buttons a row',
    { content: 'a', components: [row(...times(5, button))] },
    { content: 'a', components: [row(...times(6, (i) => button(i)))] },
    'components.0.components',
  ],
  [
    'one menu a row',
    { content: 'a', components: [row(select())] },
    { content: 'a', components: [row(select(), button(1))] },
    'components.0.components',
  ],
  [
    'custom ids of 100',
    { content: 'a', components: [row(button(1, { custom_id: letters(100) }))] },
    { content: 'a', components: [row(button(1, { custom_id: letters(101) }))] },
    'components.0.components.0.custom_id',
  ],
  [
    'custom ids that differ',
    { content: 'a', components: [row(button(1), button(2))] },
    { content: 'a', components: [row(button(1), button(1))] },
    'components.0.components.1.custom_id',
  ],
  [
    'button labels of 80',
    { content: 'a', components: [row(button(1, { label: letters(80) }))] },
    { content: 'a', components: [row(button(1, { label: letters(81) }))] },
    'components.0.components.0.label',
  ],
  [
    'links of 512',
    {
      content: 'a',
      components: [row({ type: 2, style: 5, label: 'l', url: `https://example.org/${letters(492)}` })],
    },
    {
      content: 'a',
      components: [row({ type: 2, style: 5, label: 'l', url: `https://example.org/${letters(493)}` })],
    },
    'components.0.components.0.url',
  ],
  [
    '25 options',
    {
      content: 'a',
      components: [row(select({ options: times(25, (i) => ({ label: 'a', value: `${i}` })) }))],
    },
    {
      content: 'a',
      components: [row(select({ options: times(26, (i) => ({ label: 'a', value: `${i}` })) }))],
    },
    'components.0.components.0.options',
  ],
  [
    'option values that differ',
    {
      content: 'a',
      components: [
        row(
          select({
            options: [
              { label: 'a', value: 'a' },
              { label: 'a', value: 'b' },
            ],
          }),
        ),
      ],
    },
    {
      content: 'a',
      components: [
        row(
          select({
            options: [
              { label: 'a', value: 'a' },
              { label: 'b', value: 'a' },
            ],
          }),
        ),
      ],
    },
    'components.0.components.0.options.1.value',
  ],
  [
    'rows only without the V2 flag',
    v2(text('a')),
    { content: 'a', components: [text('a')] },
    'components.0.type',
  ],
  ['no content beside V2', v2(text('a')), { ...v2(text('a')), content: 'a' }, 'content'],
  ['no embeds beside V2', v2(text('a')), { ...v2(text('a')), embeds: [{ title: 'a' }] }, 'embeds'],
  ['40 components', v2(...times(40, () => text('a'))), v2(...times(41, () => text('a'))), 'components'],
  [
    '40 components, nested ones counted',
    v2({ type: 17, components: times(39, () => text('a')) }),
    v2({ type: 17, components: times(40, () => text('a')) }),
    'components',
  ],
  ['text displays of 4,000', v2(text(letters(4000))), v2(text(letters(4001))), 'components.0.content'],
  ['text displays that say something', v2(text('a')), v2(text('')), 'components.0.content'],
  [
    '4,000 characters in all text displays',
    v2(text(letters(2000)), text(letters(2000))),
    v2(text(letters(2000)), text(letters(2001))),
    'components',
  ],
  [
    'sections with an accessory',
    v2({ type: 9, components: [text('a')], accessory: button(1) }),
    v2({ type: 9, components: [text('a')] }),
    'components.0.accessory',
  ],
  [
    '3 texts a section',
    v2({ type: 9, components: times(3, () => text('a')), accessory: button(1) }),
    v2({ type: 9, components: times(4, () => text('a')), accessory: button(1) }),
    'components.0.components',
  ],
  [
    '10 pictures a gallery',
    v2({ type: 12, items: times(10, () => ({ media: { url: 'https://example.org/a.png' } })) }),
    v2({ type: 12, items: times(11, () => ({ media: { url: 'https://example.org/a.png' } })) }),
    'components.0.items',
  ],
];

const option = (rest = {}) => ({ type: 3, name: 'o', description: 'd', ...rest });
const command = (rest = {}) => ({ name: 'c', description: 'd', ...rest });
const options = (...list: unknown[]) => command({ options: list });
const heavy = (values: number) =>
  options(
    ...times(8, (index) =>
      option({
        name: `o${index}`,
        choices: times(9, (i) => ({ name: letters(10), value: `${i}${letters(values)}` })),
      }),
    ),
  );

const COMMANDS: readonly [limit: string, allowed: object, refused: object, where: string][] = [
  ['names of 32', command({ name: letters(32) }), command({ name: letters(33) }), 'name'],
  ['names in lower case', command({ name: 'watch' }), command({ name: 'Watch' }), 'name'],
  ['names in any script', command({ name: '監視' }), command({ name: 'two words' }), 'name'],
  [
    'descriptions of 100',
    command({ description: letters(100) }),
    command({ description: letters(101) }),
    'description',
  ],
  [
    'descriptions that say something',
    command({ description: 'd' }),
    command({ description: '' }),
    'description',
  ],
  [
    '25 options',
    options(...times(25, (i) => option({ name: `o${i}` }))),
    options(...times(26, (i) => option({ name: `o${i}` }))),
    'options',
  ],
  [
    'option names that differ',
    options(option(), option({ name: 'p' })),
    options(option(), option()),
    'options.1',
  ],
  [
    'required options first',
    options(option({ required: true }), option({ name: 'p' })),
    options(option(), option({ name: 'p', required: true })),
    'options.1',
  ],
  [
    '25 choices',
    options(option({ choices: times(25, (i) => ({ name: 'n', value: `${i}` })) })),
    options(option({ choices: times(26, (i) => ({ name: 'n', value: `${i}` })) })),
    'options.0.choices',
  ],
  [
    'choices or autocomplete',
    options(option({ autocomplete: true })),
    options(option({ autocomplete: true, choices: [{ name: 'n', value: 'v' }] })),
    'options.0.choices',
  ],
  [
    'subcommands alone',
    options({ type: 1, name: 's', description: 'd' }),
    options({ type: 1, name: 's', description: 'd' }, option()),
    'options',
  ],
  [
    'required first in subcommands',
    options({ type: 1, name: 's', description: 'd', options: [option({ required: true })] }),
    options({
      type: 1,
      name: 's',
      description: 'd',
      options: [option(), option({ name: 'p', required: true })],
    }),
    'options.0.options.1',
  ],
  ['8,000 characters in all', heavy(99), { ...heavy(99), name: letters(32), description: letters(100) }, ''],
];

describe('the limits of a message', () => {
  it.each(MESSAGES)('allows %s and no more', async (_limit, allowed, refused, where) => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    expect(await request(sim, 'POST', path, allowed)).toMatchObject({ status: 200 });
    const reply = await request(sim, 'POST', path, refused);
    expect(reply).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(errorPaths(reply.body.errors)).toContain(where);
    expect(sim.messages(sim.channel('alerts').id)).toHaveLength(1);
  });

  it.each([{}, { content: '' }, { content: ' \n ' }, { embeds: [] }, v2()])(
    'refuses an empty message: %j',
    async (body) => {
      const sim = await startForTest();
      const reply = await request(sim, 'POST', `/channels/${sim.channel('alerts').id}/messages`, body);
      expect(reply).toMatchObject({
        status: 400,
        body: { code: 50006, message: 'Cannot send an empty message' },
      });
    },
  );

  it('fails with 500 on a text display of more bytes than Discord can take', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    expect(await request(sim, 'POST', path, v2(text('習'.repeat(3386))))).toMatchObject({ status: 200 });
    expect(await request(sim, 'POST', path, v2(text('習'.repeat(3387))))).toMatchObject({ status: 500 });
  });

  it('keeps the V2 flag through every edit', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const { body } = await request(sim, 'POST', path, v2(text('a')));
    const message = `${path}/${String(body.id)}`;
    expect(await request(sim, 'PATCH', message, { components: [text('b')] })).toMatchObject({
      status: 200,
      body: { flags: V2 },
    });
    const removed = await request(sim, 'PATCH', message, { flags: 0, components: [text('b')] });
    expect(errorPaths(removed.body.errors)).toEqual(['flags']);
    const legacy = await request(sim, 'PATCH', message, { content: 'b' });
    expect(errorPaths(legacy.body.errors)).toEqual(['content']);
  });

  it('lets an edit turn a message into V2 only where its content is taken away', async () => {
    const sim = await startForTest();
    const path = `/channels/${sim.channel('alerts').id}/messages`;
    const { body } = await request(sim, 'POST', path, { content: 'a' });
    const message = `${path}/${String(body.id)}`;
    expect(await request(sim, 'PATCH', message, v2(text('b')))).toMatchObject({ status: 400 });
    expect(await request(sim, 'PATCH', message, { ...v2(text('b')), content: null })).toMatchObject({
      status: 200,
    });
  });
});

describe('the limits of a command', () => {
  it.each(COMMANDS)('allows %s and no more', async (_limit, allowed, refused, where) => {
    const sim = await startForTest();
    const path = `/applications/${sim.me.id}/commands`;
    expect(await request(sim, 'POST', path, allowed)).toMatchObject({ status: 201 });
    const reply = await request(sim, 'POST', path, refused);
    expect(reply).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(errorPaths(reply.body.errors)).toContain(where);
  });

  it('says which command of a bulk overwrite is wrong', async () => {
    const sim = await startForTest();
    const reply = await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, [
      command(),
      command({ name: 'A' }),
    ]);
    expect(errorPaths(reply.body.errors)).toEqual(['1.name']);
    expect((await request(sim, 'GET', `/applications/${sim.me.id}/commands`)).body).toEqual([]);
  });

  it.each([100, 101])('takes 100 commands a scope (%i)', async (count) => {
    const sim = await startForTest();
    const commands = times(count, (index) => command({ name: `c${index}` }));
    const reply = await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, commands);
    expect(reply.status).toBe(count > 100 ? 400 : 200);
  });
});

/** The places in an error tree that have errors, as `embeds.0.title`. */
function errorPaths(tree: unknown, path: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, node]) =>
    name === '_errors' ? [path.join('.')] : errorPaths(node, [...path, name]),
  );
}
