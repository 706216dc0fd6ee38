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
  /** Whether several conversations stand side by side on narrower screens too. */
  readonly columns: boolean;
  readonly set: (change: Partial<Kept>) => void;
}

type Kept = Omit<Prefs, 'set'>;

const KEY = 'deskbell.desk';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function kept(): Kept {
  const value = (readKept(KEY) ?? {}) as Partial<Prefs>;
  const theme = THEMES.find((one) => one === value.theme) ?? 'system';
  return { theme, details: value.details !== false, letters: value.letters !== false, columns: value.columns === true };
}

/** The choices as they are now. */
export const usePrefs = create<Prefs>()((set, get) => ({
  ...kept(),
  set: (change) => {
    set(change);
    const { theme, details, letters, columns } = get();
    writeKept(KEY, { theme, details, letters, columns });
    applyTheme(theme);
  },
}));

/** Dresses the page. */
export function applyTheme(theme: Theme = usePrefs.getState().theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
