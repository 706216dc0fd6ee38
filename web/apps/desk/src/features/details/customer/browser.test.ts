import { expect, it } from 'vitest';
import { at } from '../../../test/world';
import { browserWords, languageWords, pageOf, timeThere } from './browser';

it('recognises a browser by what it says last of itself', () => {
  const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36';
  expect(browserWords(chrome)).toBe('Chrome 129 on Windows');
  expect(browserWords(`${chrome} Edg/129.0.0.0`)).toBe('Edge 129 on Windows');
  expect(browserWords('Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0')).toBe('Firefox 130 on Linux');
  expect(
    browserWords('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile/15E Safari/604.1'),
  ).toBe('Safari 18 on iPhone');
  expect(browserWords('curl/8')).toBeNull();
});

it('says nothing of what cannot be true', () => {
  expect(languageWords('de-CH')).toBe('Swiss High German');
  expect(languageWords('not a tag')).toBeNull();
  expect(timeThere('Mars/Olympus', Date.parse(at('10:00')))).toBeNull();
});

it('leads only to pages of the web', () => {
  const of = (url: string, title?: string) => pageOf({ url, title, at: at('10:00') });
  expect(of('https://shop.test/cart?item=1')).toEqual({ href: 'https://shop.test/cart?item=1', words: '/cart?item=1' });
  expect(of('https://shop.test/', ' Shop ')?.words).toBe('Shop');
  expect(of('https://shop.test/')?.words).toBe('shop.test');
  expect(of('javascript:alert(1)', 'Free money')).toBeNull();
  expect(of('no address')).toBeNull();
});
