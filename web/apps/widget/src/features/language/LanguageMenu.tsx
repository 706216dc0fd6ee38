import { useObservable } from '@deskbell/react';
import { adopt, Icon } from '@deskbell/ui';
import Languages from 'lucide-react/icons/languages';
import { codeOf, type LanguageCode } from '../../boot/language';
import { chooseLocale, pageLocale } from '../../boot/locale';
import { spoken } from '../../languages/speech';
import css from './language.css?inline';
import { strings } from './strings';

adopt(css);

/** Each language by its own name, as those who read it look for it. */
const NAMES: Record<LanguageCode, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português (Brasil)',
  ar: 'العربية',
  ja: '日本語',
  zh: '简体中文',
};

/** Where a person chooses the language they read. A page that says which one it is in leaves nothing to choose. */
export function LanguageMenu() {
  const code = codeOf(useObservable(spoken));
  const fixed = useObservable(pageLocale) !== null;
  if (fixed) return null;
  return (
    <label>
      <Icon of={Languages} label={strings.label} />
      <select value={code} onChange={(event) => void chooseLocale(event.currentTarget.value)}>
        {Object.entries(NAMES).map(([value, name]) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
