import type { NewView, SavedView } from '@deskbell/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useDesk } from '../../../shared/desk/context';
import { done } from '../../../shared/desk/done';
import { VIEWS } from '../../../shared/desk/views';
import { say } from '../../../shared/ui/toasts';
import { strings } from './strings';

/** What can be done with saved views; what goes wrong is said. */
export interface ViewChanges {
  /** The new view, or null when it could not be saved. */
  add(view: NewView): Promise<SavedView | null>;
  change(view: SavedView, patch: Partial<NewView>): Promise<boolean>;
  /** Deletes it, and offers to bring it back. */
  remove(view: SavedView): Promise<boolean>;
  mayChange(view: SavedView): boolean;
}

/** The changes of whoever sits at this desk. */
export function useViewChanges(): ViewChanges {
  const { client, me } = useDesk();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: VIEWS });

  const add = async (view: NewView) => {
    let made: SavedView | null = null;
    const work = async () => {
      made = await client.rest.lists.views.add(view);
      await refresh();
    };
    await done(work(), () => say(strings.saved(view.name)));
    return made;
  };

  return {
    add,
    change: ({ id, name }, patch) => {
      const work = async () => {
        await client.rest.lists.views.change(id, patch);
        await refresh();
      };
      return done(work(), () => say(strings.saved(patch.name ?? name), { about: id }));
    },
    remove: (view) => {
      const { id, name, shared, filter } = view;
      const work = async () => {
        await client.rest.lists.views.remove(id);
        await refresh();
      };
      const action = { label: strings.undo, run: () => void add({ name, shared, filter }) };
      return done(work(), () => say(strings.removed(name), { action, about: id }));
    },
    mayChange: ({ ownerId }) => ownerId == null || ownerId === me.id || me.role !== 'agent',
  };
}
