import { emojiOfCode, EmojiPicker } from '@deskbell/ui/emoji';
import { withShortcodes } from '@deskbell/text';
import { spoken } from '../../../languages/speech';
import { device } from '../../../parts/storage';
import { strings } from './strings';

export { CodeList } from '@deskbell/ui/emoji';

/** The text as it is sent: names between colons are emoji. */
export const coded = (text: string): string => withShortcodes(text, emojiOfCode);

/** Names to find an emoji by, in each language. */
const NAMES: Readonly<Record<string, () => Promise<{ default: string }>>> = {
  en: () => import('virtual:emoji/names/en'),
  de: () => import('virtual:emoji/names/de'),
  fr: () => import('virtual:emoji/names/fr'),
  es: () => import('virtual:emoji/names/es'),
  pt: () => import('virtual:emoji/names/pt'),
  ar: () => import('virtual:emoji/names/ar'),
  ja: () => import('virtual:emoji/names/ja'),
  zh: () => import('virtual:emoji/names/zh'),
};

/** The picker in the person's language. */
export function Picker({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const locale = spoken.get();
  const names = NAMES[locale.split('-')[0] ?? ''] ?? NAMES.en!;
  const search = matchMedia('(hover: hover) and (pointer: fine)').matches;
  return (
    <EmojiPicker words={strings} locale={locale} names={names} keeper={device} search={search} onPick={onPick} onClose={onClose} />
  );
}
