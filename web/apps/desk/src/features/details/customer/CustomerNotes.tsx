import type { CustomerNote } from '@deskbell/protocol';
import { Button, Icon, TimeText } from '@deskbell/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useCustomerNotes, useCustomerWork } from '../../../shared/teamwork/customers';
import { IconButton } from '../../../shared/ui/IconButton';
import { Section } from '../Section';
import { strings } from '../strings';
import { NoteForm } from './NoteForm';

/** What colleagues should know about a customer in every conversation. */
export function CustomerNotes({ customerId }: { customerId: string }) {
  const { me } = useDesk();
  const { data } = useCustomerNotes(customerId);
  const { addNote, removeNote } = useCustomerWork();
  const [writing, setWriting] = useState(false);
  if (!data) return null;
  const add = async (content: string) => {
    const done = await addNote(customerId, content);
    if (done) setWriting(false);
    return done;
  };
  return (
    <Section title={strings.notes}>
      <ul className="flex flex-col gap-2 empty:hidden">
        {data.map((note) => (
          <Note
            key={note.id}
            note={note}
            // Everybody may take back their own words; others' only who answers for the desk.
            onRemove={note.author.id === me.id || me.role !== 'agent' ? () => void removeNote(customerId, note) : null}
          />
        ))}
      </ul>
      {writing ? (
        <NoteForm onSave={add} onCancel={() => setWriting(false)} />
      ) : (
        <Button tone="plain" size="small" className="-ms-2 mt-1 text-muted!" onClick={() => setWriting(true)}>
          <Icon of={Plus} /> {strings.addNote}
        </Button>
      )}
    </Section>
  );
}

function Note({ note: { content, author, createdAt }, onRemove }: { note: CustomerNote; onRemove: (() => void) | null }) {
  return (
    <li className="rounded-control border border-note-edge bg-note px-2.5 py-1.5 text-meta">
      <p className="letter" dir="auto">
        {content}
      </p>
      <p className="flex items-center gap-1.5 text-label text-muted">
        <bdi className="min-w-0 truncate">{author.name}</bdi> · <TimeText at={createdAt} format="long" className="shrink-0" />
        {onRemove && (
          <IconButton of={Trash2} size="small" label={strings.removeNote} className="slim ms-auto size-6!" onClick={onRemove} />
        )}
      </p>
    </li>
  );
}
