import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { splitLinks, Words } from './Words';

describe('text as it was written', () => {
  it('never becomes markup', () => {
    const { container } = render(<Words text={'<img src=x onerror="alert(1)"><script>alert(1)</script>'} />);
    expect(container.querySelector('img, script')).toBeNull();
    expect(container.textContent).toBe('<img src=x onerror="alert(1)"><script>alert(1)</script>');
  });

  it.each([
    ['See https://example.com/a?b=1.', ['See ', '[https://example.com/a?b=1]', '.']],
    ['(https://example.com)', ['(', '[https://example.com]', ')']],
    ['https://a.example and http://b.example', ['[https://a.example]', ' and ', '[http://b.example]']],
    ['javascript:alert(1) and //example.com', ['javascript:alert(1) and //example.com']],
    ['https://', ['https://']],
    ['', []],
  ])('lets web addresses in %s be followed, and nothing else', (text, parts) => {
    expect(splitLinks(text).map((part) => (part.href ? `[${part.text}]` : part.text))).toEqual(parts);
    expect(splitLinks(text).map((part) => part.text).join('')).toBe(text);
  });

  it('opens elsewhere and tells that place nothing', () => {
    const { container } = render(<Words text="https://example.com" />);
    const link = container.querySelector('a')!;
    expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
  });
});
