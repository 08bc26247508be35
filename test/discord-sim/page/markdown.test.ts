import { describe, expect, it } from 'vitest';
import { type Block, parseMarkdown } from './markdown.js';
import { type Inline, parseInline } from './markdown-inline.js';

/** Writes a tree shortly: `strong(a)`, so that a table of cases stays readable. */
const inline = (nodes: readonly Inline[]): string => nodes.map(write).join('');

function write(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return '⏎';
    case 'code':
      return `code(${node.text})`;
    case 'link':
      return `link(${inline(node.children)} → ${node.url})`;
    case 'time':
      return `time(${node.seconds} ${node.style})`;
    case 'user':
    case 'role':
    case 'channel':
      return `${node.type}(${node.id})`;
    case 'command':
    case 'emoji':
      return `${node.type}(${node.name})`;
    case 'everyone':
      return `everyone(${node.text})`;
    case 'strong':
    case 'em':
    case 'underline':
    case 'strike':
    case 'spoiler':
      return `${node.type}(${inline(node.children)})`;
  }
}

function block(one: Block): string {
  switch (one.type) {
    case 'heading':
      return `h${one.level}(${inline(one.children)})`;
    case 'quote':
      return `quote(${one.children.map(block).join('|')})`;
    case 'codeblock':
      return `codeblock(${one.lang}:${one.text})`;
    case 'list':
      return list(one);
    case 'subtext':
    case 'paragraph':
      return `${one.type}(${inline(one.children)})`;
  }
}

const list = ({ ordered, start, items }: Extract<Block, { type: 'list' }> | NestedList): string =>
  `${ordered ? `ol${start}` : 'ul'}(${items.map((item) => inline(item.children) + (item.list === null ? '' : `+${list(item.list)}`)).join('|')})`;

type NestedList = NonNullable<Extract<Block, { type: 'list' }>['items'][number]['list']>;

describe('markdown inside a line', () => {
  it.each([
    ['plain text, 3 * 4 = 12 and snake_case_name', 'plain text, 3 * 4 = 12 and snake_case_name'],
    [
      '**bold** *em* _em_ __under__ ~~gone~~ ||secret||',
      'strong(bold) em(em) em(em) underline(under) strike(gone) spoiler(secret)',
    ],
    ['**bold with *em* inside**', 'strong(bold with em(em) inside)'],
    ['\\*\\*not bold\\*\\* \\<@1\\> \\[x\\](y)', '**not bold** <@1> [x](y)'],
    ['**a \\*\\* b**', 'strong(a ** b)'],
    ['`a **b**` and `` c`d ``', 'code(a **b**) and code(c`d)'],
    ['[title \\[1\\]](<https://example.org/a?b=c>)', 'link(title [1] → https://example.org/a?b=c)'],
    ['[**bold**](https://example.org/a_(b))', 'link(strong(bold) → https://example.org/a_(b))'],
    ['[no](javascript:alert)', '[no](javascript:alert)'],
    [
      'see https://example.org/a_b_c. End',
      'see link(https://example.org/a_b_c → https://example.org/a_b_c). End',
    ],
    ['<https://example.org>', 'link(https://example.org → https://example.org)'],
    [
      '<@12> <@!12> <@&34> <#56> </watch add:78>',
      'user(12) user(12) role(34) channel(56) command(watch add)',
    ],
    ['<t:1756864800:R> <t:1756864800>', 'time(1756864800 R) time(1756864800 f)'],
    ['@everyone and @here', 'everyone(@everyone) and everyone(@here)'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['one\ntwo', 'one⏎two'],
    ['**never closed', '**never closed'],
  ])('reads %j', (source, tree) => {
    expect(inline(parseInline(source))).toBe(tree);
  });

  it('reads 4,000 hostile characters without running away', () => {
    for (const unit of ['**', '[', '\\', '_*', '`', '[a](', '||', '<t:']) {
      expect(parseInline(unit.repeat(4000 / unit.length)).length).toBeGreaterThan(0);
    }
  });
});

describe('markdown of lines', () => {
  it.each([
    ['# A\n## B\n### C\n#### D', 'h1(A) h2(B) h3(C) paragraph(#### D)'],
    ['-# small\nlarge', 'subtext(small) paragraph(large)'],
    ['- a\n- b\n  - c\n- d', 'ul(a|b+ul(c)|d)'],
    ['3. a\n4. b', 'ol3(a|b)'],
    ['> a\n> - b\nc', 'quote(paragraph(a)|ul(b)) paragraph(c)'],
    ['>>> a\nb', 'quote(paragraph(a⏎b))'],
    ['```js\nlet a;\n```\nafter', 'codeblock(js:let a;) paragraph(after)'],
    ['\\# not a heading\n2\\. not a list', 'paragraph(# not a heading⏎2. not a list)'],
  ])('reads %j', (source, tree) => {
    expect(parseMarkdown(source).map(block).join(' ')).toBe(tree);
  });
});
