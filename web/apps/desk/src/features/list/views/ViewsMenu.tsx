import type { SavedView } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Bookmark, BookmarkPlus, Check, ListChecks } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useViews } from '../../../shared/desk/views';
import { useAction } from '../../../shared/keys/actions';
import { hintOf } from '../../../shared/keys/bindings';
import { itemClass, MenuPanel } from '../../../shared/ui/Menu';
import type { ListFilter } from '../filter';
import { ManageViews } from './ManageViews';
import { SaveView } from './SaveView';
import { strings } from './strings';
import { filterOfView } from './view';

export interface ViewsMenuProps {
  filter: ListFilter;
  /** The view one has come by, if it is known. */
  current: SavedView | null;
  /** Shows what a filter says, by the name of a view. */
  onView: (filter: ListFilter, viewId: string | undefined) => void;
}

/** Saved views: lists worth coming back to, one's own and those of everybody. */
export function ViewsMenu({ filter, current, onView }: ViewsMenuProps) {
  const views = useViews();
  const [open, setOpen] = useState(false);
  const [sheet, setSheet] = useState<'save' | 'manage' | null>(null);
  useAction('list.views', () => setOpen(true));
  const groups = [
    { words: strings.own, views: views.filter((view) => !view.shared) },
    { words: strings.shared, views: views.filter((view) => view.shared) },
  ].filter((group) => group.views.length > 0);

  return (
    <>
      <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
        <DropdownMenu.Trigger asChild>
          <Button tone="plain" shape="square" aria-label={strings.views} title={`${strings.views} (${hintOf('list.views')})`}>
            <Icon of={Bookmark} />
          </Button>
        </DropdownMenu.Trigger>
        <MenuPanel label={strings.views} align="end">
          {views.length === 0 && <p className="max-w-60 px-2 py-1.5 text-meta text-muted">{strings.none}</p>}
          {groups.map((group) => (
            <DropdownMenu.Group key={group.words}>
              <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-label text-faint">{group.words}</DropdownMenu.Label>
              {group.views.map((view) => (
                <DropdownMenu.Item key={view.id} className={itemClass} onSelect={() => onView(filterOfView(view), view.id)}>
                  <span className="w-4">{view.id === current?.id && <Icon of={Check} />}</span>
                  <bdi className="min-w-0 flex-1 truncate">{view.name}</bdi>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
          <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemClass} onSelect={() => setSheet('save')}>
            <Icon of={BookmarkPlus} /> {strings.save}
          </DropdownMenu.Item>
          {views.length > 0 && (
            <DropdownMenu.Item className={itemClass} onSelect={() => setSheet('manage')}>
              <Icon of={ListChecks} /> {strings.manage}
            </DropdownMenu.Item>
          )}
        </MenuPanel>
      </DropdownMenu.Root>
      <SaveView open={sheet === 'save'} onOpenChange={(on) => setSheet(on ? 'save' : null)} filter={filter} onSaved={(view) => onView(filterOfView(view), view.id)} />
      <ManageViews open={sheet === 'manage'} onOpenChange={(on) => setSheet(on ? 'manage' : null)} views={views} />
    </>
  );
}
