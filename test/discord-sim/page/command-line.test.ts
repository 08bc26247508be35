import type { APIApplicationCommand } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  firstProblem,
  interactionData,
  leavesOf,
  lineProblem,
  readLine,
  readOptions,
  searchLeaves,
} from './command-line.js';
import { readValue } from './option-values.js';

const option = (name: string, type: number, rest: object = {}) => ({
  name,
  type,
  description: `the ${name}`,
  ...rest,
});

/** Commands as Discord gives them, with what the page reads. */
const commands = [
  {
    id: '1',
    name: 'watch',
    type: 1,
    description: 'Watch',
    options: [
      option('add', 1, {
        options: [
          option('keyword', 3, { required: true, max_length: 20 }),
          option('watchlist', 3, { autocomplete: true }),
        ],
      }),
      option('list', 1),
    ],
  },
  { id: '2', name: 'help', type: 1, description: 'Help', options: [] },
  {
    id: '3',
    name: 'digest',
    type: 1,
    description: 'Digest',
    options: [option('hour', 4, { required: true, min_value: 0, max_value: 23 })],
  },
] as unknown as APIApplicationCommand[];

const leaves = leavesOf(commands);
const leaf = (name: string) => {
  const found = leaves.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const filled = (values: Record<string, string>) =>
  new Map(Object.entries(values).map(([name, text]) => [name, { text }]));

describe('the command line', () => {
  it('lists every command that can be run, subcommands by their whole name', () => {
    expect(leaves.map(({ name }) => name)).toEqual(['digest', 'help', 'watch add', 'watch list']);
  });

  it('finds commands by their beginning before those that have the text anywhere', () => {
    expect(searchLeaves(leaves, 'd').map(({ name }) => name)).toEqual(['digest', 'watch add']);
    expect(searchLeaves(leaves, 'watch  ').map(({ name }) => name)).toEqual(['watch add', 'watch list']);
  });

  it('takes a command as named only when a space has ended its name', () => {
    expect(readLine(leaves, '/watch add')).toBeNull();
    expect(readLine(leaves, '/watch add SCO')).toMatchObject({ leaf: { name: 'watch add' }, rest: 'SCO' });
  });

  it.each([
    ['Kim Jong Un', { keyword: 'Kim Jong Un' }],
    ['keyword:Kim Jong Un watchlist:main', { keyword: 'Kim Jong Un', watchlist: 'main' }],
    ['SCO watchlist:asia desk', { keyword: 'SCO', watchlist: 'asia desk' }],
    ['keyword:a:b', { keyword: 'a:b' }],
    ['', {}],
  ])('reads the options of %j', (rest, values) => {
    expect(Object.fromEntries(readOptions(leaf('watch add'), rest))).toEqual(values);
  });

  it.each([
    ['watch add', {}, 'keyword is missing: the keyword'],
    ['watch add', { keyword: 'x'.repeat(21) }, 'keyword: at most 20 characters'],
    ['watch add', { keyword: 'SCO' }, null],
    ['digest', { hour: 'noon' }, 'hour: type a whole number'],
    ['digest', { hour: '24' }, 'hour: at most 23'],
    ['digest', { hour: '8' }, null],
  ])('says what is wrong with /%s %j', (name, values, problem) => {
    expect(firstProblem(leaf(name), filled(values), undefined)?.problem ?? null).toBe(problem);
  });

  it.each([
    ['hello', 'Only slash commands can be sent here: type / to see them.'],
    ['/watch', '/watch needs one more word: add, list.'],
    ['/weather', 'There is no command /weather: type / to see those that exist.'],
    ['', null],
  ])('says what is wrong with the line %j', (line, problem) => {
    expect(lineProblem(leaves, line)).toBe(problem);
  });

  it('builds the data of a subcommand as Discord sends it', () => {
    expect(interactionData(leaf('watch add'), filled({ keyword: ' SCO ' }), undefined)).toEqual({
      id: '1',
      name: 'watch',
      type: 1,
      options: [{ name: 'add', type: 1, options: [{ name: 'keyword', type: 3, value: 'SCO' }] }],
    });
  });

  it('marks the option that is being typed for autocomplete', () => {
    const data = interactionData(leaf('watch add'), filled({ watchlist: 'ma' }), undefined, 'watchlist');
    expect(data.options).toEqual([
      { name: 'add', type: 1, options: [{ name: 'watchlist', type: 3, value: 'ma', focused: true }] },
    ]);
  });

  it('reads the name of a channel as its id', () => {
    const guild = {
      id: 'g',
      name: 'g',
      icon: null,
      roles: [],
      members: [],
      channels: [{ id: '9', name: 'alerts', type: 0 }],
    };
    const channel = { name: 'channel', description: 'where', type: 7 };
    expect(readValue(channel, { text: '#Alerts' }, guild)).toEqual({ value: '9' });
    expect(readValue(channel, { text: 'nowhere' }, guild)).toEqual({
      problem: 'channel: choose one from the list',
    });
  });
});
