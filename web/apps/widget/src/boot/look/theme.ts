/** Light or dark: as the page says, else as the person chose, else as their device is. */
import { cell, type Observable } from '@deskbell/client';
import type { Theme } from '@deskbell/protocol';
import { device } from '../../parts/storage';

/** Where this browser keeps what the person chose. */
const KEY = 'deskbell:theme';

const known = (theme: unknown): Theme => (theme === 'light' || theme === 'dark' ? theme : 'auto');

/** What the page says; `auto` leaves it to the person. */
export const pageTheme = cell<Theme>('auto');

/** What the person has chosen. */
export const chosenTheme = cell<Theme>('auto');

/** Wears a look from now on: the address's until the page around says another one. */
export function followTheme(root: HTMLElement, address: URL, said: Observable<Theme | undefined>): void {
  const wear = () => {
    const theme = pageTheme.get() === 'auto' ? chosenTheme.get() : pageTheme.get();
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  chosenTheme.set(known(device.get(KEY)));
  pageTheme.set(known(address.searchParams.get('theme')));
  pageTheme.subscribe(wear);
  chosenTheme.subscribe(wear);
  said.subscribe(() => pageTheme.set(known(said.get())));
  wear();
}

/** The person says which look they read best. */
export function chooseTheme(theme: Theme): void {
  device.set(KEY, theme === 'auto' ? null : theme);
  chosenTheme.set(theme);
}
