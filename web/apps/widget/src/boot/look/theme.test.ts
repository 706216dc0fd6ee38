import { cell } from '@deskbell/client';
import type { Theme } from '@deskbell/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseTheme, followTheme } from './theme';

const root = document.createElement('html');
const worn = () => root.dataset.theme;

function stage(query = '') {
  const said = cell<Theme | undefined>(undefined);
  followTheme(root, new URL(`https://chat.example/widget/${query}`), said);
  return said;
}

describe('light or dark', () => {
  beforeEach(() => chooseTheme('auto'));

  it('is the device’s own while nobody says anything', () => {
    stage();
    expect(worn()).toBeUndefined();
  });

  it('is what the person chose, kept for the next page', () => {
    stage();
    chooseTheme('dark');
    expect(worn()).toBe('dark');
    stage();
    expect(worn()).toBe('dark');
  });

  it('is what the page says before what the person chose, until the page leaves it to them', () => {
    const said = stage('?theme=light');
    chooseTheme('dark');
    expect(worn()).toBe('light');
    said.set('auto');
    expect(worn()).toBe('dark');
    said.set('light');
    expect(worn()).toBe('light');
    said.set('pink' as Theme);
    expect(worn()).toBe('dark');
  });
});
