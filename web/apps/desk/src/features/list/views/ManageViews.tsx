import type { SavedView } from '@deskbell/protocol';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../shared/ui/IconButton';
import { Sheet } from '../../../shared/ui/Sheet';
import { strings } from './strings';
import { useViewChanges, type ViewChanges } from './useViewChanges';

export interface ManageViewsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  views: readonly SavedView[];
}

/** Every saved view, to be renamed or deleted by whoever may. */
export function ManageViews({ open, onOpenChange, views }: ManageViewsProps) {
  const changes = useViewChanges();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={strings.manageTitle}>
      {views.length === 0 && <p className="p-4 text-meta text-muted">{strings.none}</p>}
      <ul className="px-4 py-2">
        {views.map((view) => (
          <ViewRow key={view.id} view={view} changes={changes} />
        ))}
      </ul>
    </Sheet>
  );
}

function ViewRow({ view, changes }: { view: SavedView; changes: ViewChanges }) {
  const [name, setName] = useState(view.name);
  const may = changes.mayChange(view);
  const rename = async () => {
    const wanted = name.trim();
    if (wanted === view.name) return;
    const renamed = wanted !== '' && (await changes.change(view, { name: wanted }));
    if (!renamed) setName(view.name);
  };
  return (
    <li className="flex min-h-12 items-center gap-2 border-b border-line last:border-0">
      {may ? (
        <input
          className="field min-w-0 flex-1 border-transparent! hover:border-line! focus:border-edge!"
          dir="auto"
          aria-label={strings.rename(view.name)}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          onBlur={() => void rename()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key !== 'Escape' || name === view.name) return;
            event.stopPropagation();
            setName(view.name);
          }}
        />
      ) : (
        <bdi className="min-w-0 flex-1 truncate px-2.5 text-meta">{view.name}</bdi>
      )}
      <span className="shrink-0 text-label text-faint">{strings.meaning[view.shared ? 'shared' : 'own']}</span>
      {may && (
        <IconButton of={Trash2} size="small" label={strings.remove(view.name)} onClick={() => void changes.remove(view)} />
      )}
    </li>
  );
}
