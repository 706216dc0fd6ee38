import { Button, Icon } from '@deskbell/ui';
import { History, Search, X } from 'lucide-react';
import { IconButton } from '../../shared/ui/IconButton';
import { Blank } from '../../shared/ui/Blank';
import { forget, useRecent } from './recent';
import { strings } from './strings';

export interface BeginProps {
  owner: string;
  onQ: (q: string) => void;
}

/** Before anything is searched for: what was searched for lately, or what a search can do. */
export function Begin({ owner, onQ }: BeginProps) {
  const recent = useRecent(owner);
  if (recent.length === 0) {
    return (
      <Blank of={Search} title={strings.begin}>
        {strings.beginMeaning}
      </Blank>
    );
  }
  return (
    <section className="px-4 py-3">
      <header className="flex items-center justify-between gap-2">
        <h2 className="text-label font-medium text-faint">{strings.recent}</h2>
        <Button tone="plain" size="small" className="text-muted!" onClick={() => forget(owner, null)}>
          {strings.forgetAll}
        </Button>
      </header>
      <ul>
        {recent.map((q) => (
          <li key={q} className="group flex items-center gap-1">
            <button
              type="button"
              onClick={() => onQ(q)}
              className="flex min-h-9 min-w-0 flex-1 cursor-pointer items-center gap-3 rounded-control px-2 text-start text-meta hover:bg-sunken pointer-coarse:min-h-11"
            >
              <Icon of={History} className="text-faint" />
              <bdi className="truncate">{q}</bdi>
            </button>
            <IconButton of={X} size="small" label={strings.forget(q)} onClick={() => forget(owner, q)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
