import type { SavedView } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Bookmark, X } from 'lucide-react';
import { IconButton } from '../../../shared/ui/IconButton';
import { USUAL, type ListFilter } from '../filter';
import { strings } from './strings';
import { useViewChanges } from './useViewChanges';
import { shows, viewOf } from './view';
import type { ViewsMenuProps } from './ViewsMenu';

export interface ViewLineProps extends Pick<ViewsMenuProps, 'onView'> {
  view: SavedView;
  filter: ListFilter;
}

/** The view the list shows by its name, whether it was changed since, and the way out of it. */
export function ViewLine({ view, filter, onView }: ViewLineProps) {
  const { change, mayChange } = useViewChanges();
  const changed = !shows(filter, view);
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 ps-4 pe-2 text-meta">
      <Icon of={Bookmark} className="shrink-0 text-faint" />
      <h2 className="min-w-0 truncate font-semibold">
        <bdi>{view.name}</bdi>
      </h2>
      {changed && <span className="shrink-0 text-label text-muted">{strings.changed}</span>}
      <span className="flex-1" />
      {changed && mayChange(view) && (
        <Button tone="plain" size="small" className="text-link" onClick={() => void change(view, { filter: viewOf(filter) })}>
          {strings.saveChanges}
        </Button>
      )}
      <IconButton of={X} size="small" label={strings.leave(view.name)} onClick={() => onView(USUAL, undefined)} />
    </div>
  );
}
