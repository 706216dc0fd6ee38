import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMarkup, hostToShow, parse, plain, safeHref, splitAddresses, withShortcodes, type Block, type Inline } from './index';

/** A tree as one line, so that a story can be read: <b>words</b>. */
const inline = (node: Inline): string => {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return `<code>${node.text}</code>`;
    case 'link':
      return `<a ${node.href}>${node.children.map(inline).join('')}</a>${node.host ? `(${node.host})` : ''}`;
    default:
      return `<${node.kind}>${node.children.map(inline).join('')}</${node.kind}>`;
  }
};
const drawn = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      switch (block.kind) {
        case 'text':
          return block.children.map(inline).join('');
        case 'code':
          return `<pre ${block.language}>${block.text}</pre>`;
        case 'quote':
          return `<quote>${drawn(block.children)}</quote>`;
        case 'list':
          return `<list ${block.start ?? '-'}>${block.items.map((item) => `<li>${drawn(item)}</li>`).join('')}</list>`;
      }
    })
    .join('|');
const read = (text: string) => drawn(parse(text));

describe('a line', () => {
  it.each([
    ['**bold** and *italic* and ~~struck~~', '<bold>bold</bold> and <italic>italic</italic> and <strike>struck</strike>'],
    ['***both***', '<bold><italic>both</italic></bold>'],
    ['**bold *and* more**', '<bold>bold <italic>and</italic> more</bold>'],
    ['これは**重要**です', 'これは<bold>重要</bold>です'],
    ['`**code**` stays', '<code>**code**</code> stays'],
    ['``a ` b``', '<code>a ` b</code>'],
    ['2*3*4 and 5 * 6 * 7', '2*3*4 and 5 * 6 * 7'],
    ['**never closed and *neither this', '**never closed and *neither this'],
    ['*a **b* c**', '<italic>a **b</italic> c**'],
    ['a ` tick', 'a ` tick'],
    ['**** and ~~~~ and ~~~x~~~', '**** and ~~~~ and ~~~x~~~'],
    ['snake_case_name :-) # 5 | <b>', 'snake_case_name :-) # 5 | <b>'],
    ['**over\ntwo lines**', '**over\ntwo lines**'],
  ])('%s', (text, tree) => expect(read(text)).toBe(tree));
});

describe('blocks', () => {
  it.each([
    ['```js\nconst a = **1**;\n```', '<pre js>const a = **1**;</pre>'],
    ['before\n\n```\ncode\n```\n\nafter', 'before|<pre >code</pre>|after'],
    ['```\nno end', '```\nno end'],
    ['> said\n> *so*\nand I', '<quote>said\n<italic>so</italic></quote>|and I'],
    ['>:( angry', '>:( angry'],
    ['- one\n- two\n  more of two', '<list -><li>one</li><li>two\nmore of two</li></list>'],
    ['3. three\n4. four\nend', '<list 3><li>three</li><li>four</li></list>|end'],
    ['- a\n  - b', '<list -><li>a|<list -><li>b</li></list></li></list>'],
    ['1. a\n- b', '<list 1><li>a</li></list>|<list -><li>b</li></list>'],
    ['-5 degrees\n- ', '-5 degrees\n- '],
    ['a\n\n\nb', 'a\n\n\nb'],
    ['', ''],
  ])('%j', (text, tree) => expect(read(text)).toBe(tree));

  it('go four deep, and are words from there on', () => {
    expect(read(`${'> '.repeat(6)}deep`)).toBe(`${'<quote>'.repeat(4)}> > deep${'</quote>'.repeat(4)}`);
  });
});

describe('addresses', () => {
  it.each([
    ['See https://example.com/a?b=1.', 'See <a https://example.com/a?b=1>https://example.com/a?b=1</a>.'],
    ['(https://example.com)', '(<a https://example.com/>https://example.com</a>)'],
    ['https://en.wikipedia.org/wiki/Bell_(instrument)', '<a https://en.wikipedia.org/wiki/Bell_(instrument)>https://en.wikipedia.org/wiki/Bell_(instrument)</a>'],
    ['**https://example.com**', '<bold><a https://example.com/>https://example.com</a></bold>'],
    ['请看https://example.com，谢谢', '请看<a https://example.com/>https://example.com</a>，谢谢'],
    ['www.example.com!', '<a https://www.example.com/>www.example.com</a>!'],
    ['ana@example.com, please', '<a mailto:ana@example.com>ana@example.com</a>, please'],
    ['[our page](https://example.com/a_(b)) now', '<a https://example.com/a_(b)>our page</a> now'],
    ['[**bold** words](https://example.com)', '<a https://example.com/><bold>bold</bold> words</a>'],
    ['`https://example.com`', '<code>https://example.com</code>'],
    ['https:// and http://', 'https:// and http://'],
  ])('%s', (text, tree) => expect(read(text)).toBe(tree));

  it.each([
    '[click](javascript:alert(1))',
    'javascript:alert(1)',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](JaVaScRiPt:alert(1))',
    '[x](vbscript:x) [x](file:///etc/passwd) [x](//example.com) [x](/desk/)',
    '[x](java\nscript:alert(1))',
  ])('%s leads nowhere', (text) => expect(read(text)).not.toContain('<a '));

  it.each([
    ['https://bank.example', 'https://evil.example/', 'evil.example'],
    ['bank.example', 'https://evil.example/', 'evil.example'],
    ['BANK．example', 'https://evil.example/', 'evil.example'],
    ['ba\u200bnk.example', 'https://evil.example/', 'evil.example'],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
    ['https://аpple.com', 'https://аpple.com', 'xn--pple-43d.com'],
    ['ana@bank.example', 'mailto:eve@evil.example', 'eve@evil.example'],
    ['www.bank.example', 'https://bank.example/login', null],
    ['our page', 'https://bank.example/', null],
    ['https://bank.example/a.b.html', 'https://bank.example/a.b.html', null],
  ])('the words "%s" on %s say where it leads: %s', (words, href, host) => expect(hostToShow(words, href)).toBe(host));

  it('are found without the formatter too, and together are the text', () => {
    const text = 'Hello ana@example.com, see https://example.com/(a) or www.x.example.';
    const parts = splitAddresses(text);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.flatMap((part) => part.href ?? [])).toEqual(['mailto:ana@example.com', 'https://example.com/(a)', 'https://www.x.example/']);
  });

  it('are safe or none at all', () => {
    expect([safeHref('ftp://a.example'), safeHref('https://'), safeHref('https://a b.example')]).toEqual([null, null, null]);
  });
});

describe('whatever is written', () => {
  const written = fc
    .array(fc.oneof(
      fc.constantFrom('*', '**', '***', '~~', '`', '```', '\n', '\n\n', '> ', '- ', '  - ', '1. ', ' ', '[', ']', '(', ')', ':', '://', '@', '.', '\\', '<b>', '&amp;'),
      fc.constantFrom('javascript:', 'https://', 'data:', 'www.', 'a.example', '](javascript:x)', '](https://a.example)', '\u202e', '\u0000'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ), { maxLength: 120 })
    .map((parts) => parts.join(''));
  const nodes = (blocks: readonly Block[]): (Block | Inline)[] => {
    const within = (node: Inline): (Block | Inline)[] => ['children' in node ? node.children.flatMap(within) : [], node].flat();
    return blocks.flatMap((block) => [
      block,
      ...(block.kind === 'text' ? block.children.flatMap(within) : block.kind === 'quote' ? nodes(block.children) : block.kind === 'list' ? block.items.flatMap(nodes) : []),
    ]);
  };

  it('leads only where it is safe to go', () => {
    fc.assert(fc.property(written, (text) => {
      for (const node of nodes(parse(text))) if (node.kind === 'link') expect(node.href).toMatch(/^(https?:\/\/|mailto:)/);
    }), { numRuns: 500 });
  });

  it('loses no character but marks: what is neither a mark nor the address behind a label stays, in order', () => {
    // All that may vanish: marks, the space around blocks, a list's number, a fence's language, a label's address.
    const kept = (text: string) => text.replace(/[*~`>[\]()\-.\d\s]/gu, '');
    fc.assert(fc.property(written.filter((text) => !/\]\((?:http|mailto)/iu.test(text) && !/^ {0,3}`{3}\S/mu.test(text)), (text) => {
      expect(kept(plain(parse(text)))).toBe(kept(text));
    }), { numRuns: 500 });
  });

  it('is one piece of text where it holds no sign', () => {
    fc.assert(fc.property(written.filter((text) => !hasMarkup(text) && !/\r/u.test(text)), (text) => {
      expect(plain(parse(text))).toBe(text);
      expect(splitAddresses(text).map((part) => part.text).join('')).toBe(text);
    }), { numRuns: 500 });
  });

  it.each(['*', '**a', '*a ', '`', '``` ', '[', '[a](', '[a](https://', '> ', '- ', '  - ', '~~a ', '**a*', '`a``', 'a@', '(', 'https://a.b/(', '```\n', '*a** '])(
    '"%s" over and over takes no more time than its length',
    (piece) => {
      const text = piece.repeat(Math.floor(5000 / piece.length));
      const before = performance.now();
      parse(text);
      splitAddresses(text);
      expect(performance.now() - before).toBeLessThan(250);
    },
  );

  it('is left alone where it is longer than any message', () => {
    expect(parse('*a* '.repeat(5000))).toHaveLength(1);
    expect(nodes(parse('*a* '.repeat(5000)))).toHaveLength(2);
  });
});

describe('shortcodes', () => {
  const known: Record<string, string> = { smile: '😄', '+1': '👍', '30': 'x' };
  const said = (text: string) => withShortcodes(text, (name) => known[name]);

  it.each([
    [':smile:', '😄'],
    ['Yes :+1::smile:!', 'Yes 👍😄!'],
    ['At 10:30:00', 'At 10:30:00'],
    [':unknown: :) :-D ;)', ':unknown: :) :-D ;)'],
    ['`:smile:` and ```\n:smile:\n```', '`:smile:` and ```\n:smile:\n```'],
    ['https://a.example/:smile:', 'https://a.example/:smile:'],
  ])('%s is sent as %s', (text, sent) => expect(said(text)).toBe(sent));
});
