/** What an agent chose for this browser. Nothing here matters enough to ask the server for. */
import { create } from 'zustand';
import { readKept, writeKept } from './kept';

/** Light, dark, or what the system says. */
export type Theme = 'system' | 'light' | 'dark';

interface Prefs {
  readonly theme: Theme;
  /** Whether the details stand beside the conversation where there is room for them. */
  readonly details: boolean;
  /** Whether single letters do things; off for those whose speech or switches would press them by accident. */
  readonly letters: boolean;
  readonly set: (change: Partial<Pick<Prefs, 'theme' | 'details' | 'letters'>>) => void;
}

const KEY = 'deskbell.desk';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function kept(): Pick<Prefs, 'theme' | 'details' | 'letters'> {
  const value = (readKept(KEY) ?? {}) as Partial<Prefs>;
  const theme = THEMES.find((one) => one === value.theme) ?? 'system';
  return { theme, details: value.details !== false, letters: value.letters !== false };
}

/** The choices as they are now. */
export const usePrefs = create<Prefs>()((set, get) => ({
  ...kept(),
  set: (change) => {
    set(change);
    const { theme, details, letters } = get();
    writeKept(KEY, { theme, details, letters });
    applyTheme(theme);
  },
}));

/** Dresses the page. */
export function applyTheme(theme: Theme = usePrefs.getState().theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
