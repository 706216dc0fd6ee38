import { useEffect, useState, type ComponentType } from 'react';

/** The place where the language is chosen. The choice itself comes after what is needed first. */
export function LanguageSlot() {
  const [loaded, setLoaded] = useState<{ LanguageMenu: ComponentType } | null>(null);
  useEffect(() => {
    import('./LanguageMenu').then(setLoaded, () => undefined);
  }, []);
  return <div className="w-language">{loaded && <loaded.LanguageMenu />}</div>;
}
