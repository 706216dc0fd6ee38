import { useEffect, useState, type ComponentType } from 'react';

/** After what somebody came for has been drawn. */
const LATER_MS = 500;

/** The place where the language is chosen. The choice itself comes after what is needed first. */
export function LanguageSlot() {
  const [loaded, setLoaded] = useState<{ LanguageMenu: ComponentType } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => void import('./LanguageMenu').then(setLoaded, () => undefined), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  return <div className="w-language">{loaded && <loaded.LanguageMenu />}</div>;
}
