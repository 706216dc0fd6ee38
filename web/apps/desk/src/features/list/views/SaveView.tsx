import type { SavedView } from '@deskbell/protocol';
import { Button } from '@deskbell/ui';
import { useId, useState, type FormEvent } from 'react';
import { CheckLine } from '../../../shared/ui/CheckLine';
import { Sheet } from '../../../shared/ui/Sheet';
import type { ListFilter } from '../filter';
import { strings } from './strings';
import { useViewChanges } from './useViewChanges';
import { viewOf } from './view';

/** Longer names fit nowhere. */
const LONGEST_NAME = 60;

export interface SaveViewProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  filter: ListFilter;
  onSaved: (view: SavedView) => void;
}

/** Asks for the name under which the list as it is filtered is kept. */
export function SaveView({ open, onOpenChange, filter, onSaved }: SaveViewProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={strings.saveTitle}>
      <SaveForm filter={filter} onSaved={onSaved} leave={() => onOpenChange(false)} />
    </Sheet>
  );
}

interface SaveFormProps extends Pick<SaveViewProps, 'filter' | 'onSaved'> {
  leave: () => void;
}

function SaveForm({ filter, onSaved, leave }: SaveFormProps) {
  const { add } = useViewChanges();
  const id = useId();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setMissing(true);
    setBusy(true);
    const view = await add({ name: name.trim(), shared, filter: viewOf(filter) });
    setBusy(false);
    if (view === null) return;
    leave();
    onSaved(view);
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3 p-4">
      <div>
        <label htmlFor={id} className="mb-1 block text-meta font-medium">
          {strings.name}
        </label>
        <input
          id={id}
          className="field"
          dir="auto"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the sheet was opened to give a name
          autoFocus
          value={name}
          maxLength={LONGEST_NAME}
          aria-invalid={missing}
          aria-describedby={missing ? `${id}-why` : undefined}
          onChange={(event) => {
            setName(event.target.value);
            setMissing(false);
          }}
        />
        {missing && (
          <p id={`${id}-why`} role="alert" className="mt-1 text-label text-bad">
            {strings.nameMissing}
          </p>
        )}
      </div>
      <div>
        <CheckLine checked={shared} onChange={setShared}>
          {strings.share}
        </CheckLine>
        <p className="ps-8.5 text-label text-muted">{strings.shareMeaning}</p>
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={leave}>{strings.cancel}</Button>
        <Button type="submit" tone="action" disabled={busy}>
          {strings.confirm}
        </Button>
      </div>
    </form>
  );
}
