import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, settingDocs } from '../../config/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the documentation of the settings', () => {
  it('is the same in docs/self-hosting.md and in the schema', () => {
    const rows = read('docs/self-hosting.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z]/.test(line));
    expect(rows).toEqual(
      settingDocs.map(
        ({ env, unit, default: standard, meaning, secret }) =>
          `| \`${env}\`${secret ? ` (or \`${env}_FILE\`)` : ''} | ${unit} | ${standard} | ${meaning} |`,
      ),
    );
  });

  it('names the defaults that the schema has', () => {
    const defaults = new Map(
      settingDocs.map(({ name, default: shown }) => [name, shown.replaceAll('`', '')]),
    );
    const settings = Object.entries(loadSettings({ env: {}, cwd: root }));
    for (const [name, value] of settings) {
      if (value === null || (Array.isArray(value) && value.length === 0)) continue;
      expect([name, String(value).replace(`${root}/`, '')]).toEqual([name, defaults.get(name)]);
    }
  });

  it('lists in .env.example each variable with its default', () => {
    const lines = read('.env.example').split('\n');
    for (const { env, default: shown } of settingDocs) {
      const value = shown.match(/^`(.*)`$/)?.[1] ?? (/^\d+$/.test(shown) ? shown : '');
      expect(lines.map((line) => line.replace(/^# /, ''))).toContain(`${env}=${value}`);
    }
  });
});
