import { Button } from '@deskbell/ui';
import { useState } from 'react';
import { begin } from '../../../shared/hooks/begin';
import { strings } from '../strings';

/** Characters a note may have. */
const LONGEST = 5000;

export interface NoteFormProps {
  onSave: (content: string) => Promise<boolean>;
  onCancel: () => void;
}

/** Where a note on a customer is written. */
export function NoteForm({ onSave, onCancel }: NoteFormProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    if (!(await onSave(text.trim()))) setBusy(false);
  };
  return (
    <div className="mt-2">
      <textarea
        ref={begin}
        dir="auto"
        rows={3}
        maxLength={LONGEST}
        value={text}
        aria-label={strings.addNote}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
          if (event.key !== 'Escape') return;
          onCancel();
          event.stopPropagation();
        }}
        className="field border-note-edge! bg-note! resize-y"
      />
      <div className="mt-1.5 flex justify-end gap-1.5">
        <Button tone="plain" size="small" onClick={onCancel}>
          {strings.cancel}
        </Button>
        <Button tone="note" size="small" className="border-edge!" disabled={busy || text.trim() === ''} onClick={() => void save()}>
          {strings.saveNote}
        </Button>
      </div>
    </div>
  );
}
