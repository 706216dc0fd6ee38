import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { loadFormatter, saidWords, Words } from './Words';

afterEach(cleanup);

const drawn = (text: string) => render(<Words text={text} />).container;

describe('text as it was written', () => {
  it('never becomes markup', async () => {
    const text = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    const container = drawn(text);
    expect(container.querySelector('img, script')).toBeNull();
    expect(container.textContent).toBe(text);
    await loadFormatter();
    expect(drawn(`**${text}**`).querySelector('img, script')).toBeNull();
  });

  it('opens elsewhere, tells that place nothing and vouches for nothing', () => {
    const link = drawn('https://example.com').querySelector('a')!;
    expect([link.target, link.rel, link.title]).toEqual(['_blank', 'noopener noreferrer nofollow ugc', 'https://example.com/']);
  });

  it('stands as it is until what draws it is there', async () => {
    const container = drawn('**Ready** at https://example.com');
    if (container.querySelector('strong') === null) expect(container.textContent).toBe('**Ready** at https://example.com');
    await loadFormatter();
    expect(drawn('**Ready**').querySelector('strong')?.textContent).toBe('Ready');
  });
});

describe('formatted text', () => {
  it('is made of what it says it is', async () => {
    await loadFormatter();
    const container = drawn('*a* ~~b~~ `c`\n\n> quoted\n\n3. three\n\n- dash\n\n```js\nlet x\n```');
    expect(container.querySelector('em')?.textContent).toBe('a');
    expect(container.querySelector('s')?.textContent).toBe('b');
    expect(container.querySelector('.db-code')?.textContent).toBe('c');
    expect(container.querySelector('blockquote')?.textContent).toBe('quoted');
    expect(container.querySelector('ol')?.start).toBe(3);
    expect(container.querySelector('ul li')?.textContent).toBe('dash');
    expect(container.querySelector('pre')?.textContent).toBe('let x');
  });

  it('says where a link leads whose words look like another', async () => {
    await loadFormatter();
    const container = drawn('[bank.example](https://evil.example/)');
    expect(container.querySelector('a')?.getAttribute('href')).toBe('https://evil.example/');
    expect(container.textContent).toBe('bank.example (evil.example)');
    // Also without any formatting.
    expect(drawn('https://bank.example@evil.example/').textContent).toContain('(evil.example)');
    expect(drawn('https://аpple.com').textContent).toContain('(xn--pple-43d.com)');
  });

  it('is read aloud without its marks', async () => {
    await loadFormatter();
    expect([saidWords('**Now** it `works`'), saidWords('2 and 3')]).toEqual(['Now it works', '2 and 3']);
  });

  it('lets its reader mark names in it', async () => {
    await loadFormatter();
    const leaf = (text: string) => text.split(/(@Bo)/u).map((part) => (part === '@Bo' ? <b key={part}>{part}</b> : part));
    const { container } = render(<Words text={'Ask @Bo\n\n- **@Bo** knows'} leaf={leaf} />);
    expect(container.querySelectorAll('b')).toHaveLength(2);
  });
});
