import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGuild, DEFAULT_GUILD } from './default-guild.ts';
import { ALL_PERMISSIONS, type PermissionName, permissionBits, permissionsOf } from './permissions.ts';
import { compareIds, createSnowflakes, snowflakeTime } from './snowflake.ts';
import { createWorld } from './world.ts';

const clock = { now: () => Date.parse('2025-09-03T01:00:00Z') };

function desk() {
  const world = createWorld({ clock, guilds: [DEFAULT_GUILD], readsContent: false });
  const [bot, owner, member] = world.users;
  if (!bot || !owner || !member) throw new TypeError('The world is empty.');
  const guild = buildGuild(DEFAULT_GUILD, { bot, owner, member }, world.nextId, world.timestamp());
  const channel = guild.channels[0];
  const editors = guild.roles.find(({ name }) => name === 'Editors');
  if (!channel || !editors) throw new TypeError('The guild is empty.');
  return { guild, channel, editors, owner, member };
}

const can = (bits: bigint, ...names: PermissionName[]) => (bits & permissionBits(...names)) !== 0n;

describe('permissions', () => {
  it('are all for the owner and for administrators, whatever a channel denies', () => {
    const { guild, channel, editors, owner, member } = desk();
    channel.permission_overwrites = [{ id: guild.id, type: 0, allow: '0', deny: ALL_PERMISSIONS.toString() }];
    expect(permissionsOf(guild, owner.id, channel)).toBe(ALL_PERMISSIONS);
    expect(permissionsOf(guild, member.id, channel)).toBe(0n);
    editors.permissions = permissionBits('Administrator').toString();
    guild.members.find(({ user }) => user === member)?.roles.push(editors.id);
    expect(permissionsOf(guild, member.id, channel)).toBe(ALL_PERMISSIONS);
  });

  it('are none for those who are no members', () => {
    const { guild } = desk();
    expect(permissionsOf(guild, '1')).toBe(0n);
  });

  it('are decided by everyone, then by roles, then by the member', () => {
    const { guild, channel, editors, member } = desk();
    guild.members.find(({ user }) => user === member)?.roles.push(editors.id);
    const send = permissionBits('SendMessages').toString();
    const deny = { allow: '0', deny: send };
    const allow = { allow: send, deny: '0' };
    const mayWith = (...overwrites: NonNullable<typeof channel.permission_overwrites>) => {
      channel.permission_overwrites = overwrites;
      return can(permissionsOf(guild, member.id, channel), 'SendMessages');
    };
    expect(mayWith({ id: guild.id, type: 0, ...deny })).toBe(false);
    expect(mayWith({ id: guild.id, type: 0, ...deny }, { id: editors.id, type: 0, ...allow })).toBe(true);
    expect(mayWith({ id: editors.id, type: 0, ...allow }, { id: member.id, type: 1, ...deny })).toBe(false);
    expect(mayWith({ id: member.id, type: 1, ...allow }, { id: editors.id, type: 0, ...deny })).toBe(true);
  });
});

describe('ids', () => {
  it('grow whatever the clock does, and say when they were made', () => {
    const first = Date.parse('2025-09-03T01:00:00Z');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 50 }), (steps) => {
        let now = first;
        const next = createSnowflakes({ now: () => now });
        const ids = steps.map((step) => {
          now = first + step;
          return next();
        });
        expect(ids.toSorted(compareIds)).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
        expect(snowflakeTime(ids[0] ?? '')).toBe(first + (steps[0] ?? 0));
      }),
    );
  });
});
