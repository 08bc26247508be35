import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const expected = z.strictObject({
  /** What the document is there for, in words that fit behind its name. */
  shows: z.string(),
  contentType: z.string().default('text/xml'),
  format: z.enum(['rss', 'atom', 'json']),
  fault: z.enum(['ill-formed', 'truncated']).nullable().default(null),
  /** Fields of the feed itself. */
  feed: z.record(z.string(), z.string()).default({}),
  /** For each item of the document, in order, the fields that it shows. */
  items: z.array(z.record(z.string(), z.string().nullable())),
});

/** A document of the corpus, and what must be read in it. */
export interface Sample extends Omit<z.infer<typeof expected>, 'contentType'> {
  /** Folder and file. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

const root = join(import.meta.dirname, 'corpus');

async function readFolder(folder: string): Promise<Sample[]> {
  const yaml: unknown = parseYaml(await readFile(join(root, folder, 'expected.yaml'), 'utf8'));
  const files = z.record(z.string(), expected).parse(yaml);
  const there = (await readdir(join(root, folder))).filter((name) => name !== 'expected.yaml');
  const strange = there.find((name) => files[name] === undefined);
  if (strange !== undefined) throw new Error(`${folder}/expected.yaml does not say what ${strange} holds.`);
  return Promise.all(
    Object.entries(files).map(async ([file, { contentType, ...rest }]) => ({
      ...rest,
      name: `${folder}/${file}`,
      bytes: await readFile(join(root, folder, file)),
      contentType: contentType === 'text/xml' ? null : contentType,
    })),
  );
}

/** The folders of the corpus, each about one thing, and what they are called. */
const folders = [
  ['formats', 'Formats'],
  ['json', 'JSON Feed'],
  ['namespaces', 'Namespaces'],
  ['content', 'Titles and texts'],
  ['links', 'Addresses and identity'],
  ['dates', 'Dates'],
  ['enclosures', 'Enclosures and pictures'],
  ['entities', 'Entities'],
  ['encodings', 'Encodings'],
  ['broken', 'Broken documents'],
] as const;

/** All documents of the corpus. Throws where a document and its expectation are not both there. */
export async function readCorpus(): Promise<Sample[]> {
  return (await Promise.all(folders.map(([folder]) => readFolder(folder)))).flat();
}

const formatNames = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };
const marks = { 'ill-formed': ' (marked as mended)', truncated: ' (marked as cut off)' };

/** What is read of which format, and the document that tests it, as Markdown. */
export function describeCorpus(samples: readonly Sample[]): string {
  const sections = folders.map(([folder, heading]) => {
    const inside = samples.filter(({ name }) => name.startsWith(`${folder}/`));
    const rows = inside.map(({ name, shows, format, fault }) => {
      const mark = fault === null ? '' : marks[fault];
      return `| ${formatNames[format]} | ${shows}${mark} | \`${name}\` |`;
    });
    return [`### ${heading}`, '| format | what is read | test |', '|---|---|---|', ...rows].join('\n');
  });
  const count = `${samples.length} documents in \`test/feeds/corpus/\`, each with what must be read in it (\`expected.yaml\` of its folder).`;
  return [count, ...sections].join('\n\n');
}
